package qasr.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import qasr.audio.AudioException;
import qasr.model.Stage;
import qasr.model.StageTimes;
import qasr.vad.Backdrop;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

/**
 * A chunk source that measures the time of speech detection and passes each chunk to a consumer. The time for reading
 * audio is subtracted, because {@link MeteredAudio} counts it already.
 */
final class TimedChunks implements ChunkSource {
    private final ChunkSource source;
    private final MeteredAudio audio;
    private final StageTimes times;
    private final Consumer<Chunk> seen;

    TimedChunks(ChunkSource source, MeteredAudio audio, StageTimes times, Consumer<Chunk> seen) {
        this.seen = seen;
        this.source = source;
        this.audio = audio;
        this.times = times;
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        long start = System.nanoTime();
        long reading = audio.nanos();
        try {
            Optional<Chunk> chunk = source.next();
            chunk.ifPresent(seen);
            return chunk;
        } finally {
            times.add(Stage.VAD, System.nanoTime() - start - (audio.nanos() - reading));
        }
    }

    @Override
    public long samplesRead() {
        return source.samplesRead();
    }

    @Override
    public Backdrop backdrop() {
        return source.backdrop();
    }

    @Override
    public boolean detectsSpeech() {
        return source.detectsSpeech();
    }

    @Override
    public List<String> remarks() {
        return source.remarks();
    }

    @Override
    public List<String> channelRemarks() {
        return source.channelRemarks();
    }
}
