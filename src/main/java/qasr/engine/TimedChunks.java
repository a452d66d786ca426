package qasr.engine;

import java.util.Optional;
import java.util.function.Consumer;
import qasr.audio.AudioException;
import qasr.model.Stage;
import qasr.model.StageTimes;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;
import qasr.vad.ForwardedChunks;

/**
 * A chunk source that measures the time of speech detection and passes each chunk to a consumer. The time for reading
 * audio is subtracted, because {@link MeteredAudio} counts it already.
 */
final class TimedChunks extends ForwardedChunks {
    private final MeteredAudio audio;
    private final StageTimes times;
    private final Consumer<Chunk> seen;

    TimedChunks(ChunkSource source, MeteredAudio audio, StageTimes times, Consumer<Chunk> seen) {
        super(source);
        this.seen = seen;
        this.audio = audio;
        this.times = times;
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        long start = System.nanoTime();
        long reading = audio.nanos();
        try {
            Optional<Chunk> chunk = nextBehind();
            chunk.ifPresent(seen);
            return chunk;
        } finally {
            times.add(Stage.VAD, System.nanoTime() - start - (audio.nanos() - reading));
        }
    }
}
