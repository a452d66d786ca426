package qasr.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import qasr.audio.Waveform;
import qasr.transcribe.ChunkTiming;
import qasr.transcript.ChunkResult;
import qasr.transcript.Warning;
import qasr.vad.Chunk;

/** Times only the words of chunks with several speakers, which are split by these times and not shown with them. */
final class TurnTiming implements ChunkTiming {
    private static final double SAMPLE_RATE = Waveform.SAMPLE_RATE;

    private final ChunkTiming timing;
    private final Supplier<Optional<FoundSpeakers>> speakers;

    TurnTiming(ChunkTiming timing, Supplier<Optional<FoundSpeakers>> speakers) {
        this.timing = timing;
        this.speakers = speakers;
    }

    @Override
    public boolean isWanted() {
        return timing.isWanted();
    }

    @Override
    public ChunkResult timed(Chunk.Place place, Waveform sound, ChunkResult result) {
        boolean several = speakers.get()
                .filter(found -> found.attribution()
                        .changes(
                                place.heard().start() / SAMPLE_RATE,
                                place.heard().end() / SAMPLE_RATE))
                .isPresent();
        return several ? timing.timed(place, sound, result) : result;
    }

    @Override
    public List<Warning> warnings() {
        return timing.warnings();
    }
}
