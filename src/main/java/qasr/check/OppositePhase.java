package qasr.check;

import java.util.List;
import java.util.Optional;
import qasr.transcript.Warning;

/**
 * Decides whether channels cancel each other. Measure: their correlation over the whole recording, and the decoder's note
 * about passages where one channel had to be used. Threshold: -0.8, at which a mix loses 7 dB; stereo recordings are above 0
 * or near it.
 */
final class OppositePhase implements Judgement {
    private static final double MAX_CORRELATION = -0.8;

    @Override
    public Problem problem() {
        return Problem.OPPOSITE_PHASE;
    }

    @Override
    public Verdict judge(Measurements measurements) {
        Verdict verdict = ChannelPairs.judge(
                measurements, correlation -> correlation <= MAX_CORRELATION, "are in opposite phase");
        Optional<Warning> passages = measurements.warnings().stream()
                .filter(warning -> warning.kind() == Warning.Kind.CANCELLING_CHANNELS)
                .findFirst();
        return verdict instanceof Verdict.Found || passages.isEmpty()
                ? verdict
                : new Verdict.Found(passages.get().sentence(), List.of());
    }
}
