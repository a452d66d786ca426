package qasr.check;

import java.util.List;

/** Decides whether there is sound without speech and without music. Measure: the speech detector's, and {@link MostlyMusic}. */
final class NoSpeech implements Judgement {
    @Override
    public Problem problem() {
        return Problem.NO_SPEECH;
    }

    @Override
    public Verdict judge(Measurements measurements) {
        double loudest = measurements.loudest();
        return measurements.hasSpeech()
                        || loudest < TooQuiet.MIN_DECIBELS
                        || new MostlyMusic().judge(measurements) instanceof Verdict.Found
                ? Verdict.FINE
                : new Verdict.Found(
                        "the speech detector found no speech", List.of(new Verdict.Figure("loudest_dbfs", loudest)));
    }
}
