package qasr.transcribe;

import java.util.List;
import java.util.Set;
import qasr.transcript.ChunkResult;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.Utterance;

/** Takes word times out of results of earlier runs: they are found again, perhaps by another aligner or not at all. */
public final class UntimedResult {
    /** The flags that come from word times. */
    private static final Set<String> FLAGS = Set.of("unaligned", "not_said");

    private UntimedResult() {}

    static ChunkResult of(ChunkResult result, Place.Timing timing) {
        return new ChunkResult(
                result.utterances().stream()
                        .map(utterance -> of(utterance, timing))
                        .toList(),
                result.warnings());
    }

    /**
     * Returns {@code utterance} without words.
     *
     * @param timing the source of the times of its ends
     */
    public static Utterance of(Utterance utterance, Place.Timing timing) {
        if (utterance.words().isEmpty()) {
            return utterance;
        }
        Outcome outcome = utterance.outcome();
        return utterance
                .timed(timing, List.of())
                .with(new Outcome(
                        outcome.status(),
                        outcome.earlier(),
                        outcome.flags().stream()
                                .filter(flag -> !FLAGS.contains(flag))
                                .toList()));
    }
}
