package qasr.check;

import java.util.List;

/**
 * Decides whether there is no sound at all. Measure: the loudest tenth of a second. Threshold: -80 dBFS, above the dither of
 * 16 bits (-96 dBFS) and below the hiss of any open microphone.
 */
final class NoSound implements Judgement {
    static final double MAX_DECIBELS = -80;

    @Override
    public Problem problem() {
        return Problem.SILENT;
    }

    @Override
    public Verdict judge(Measurements measurements) {
        double loudest = measurements.loudest();
        return loudest >= MAX_DECIBELS || measurements.hasSpeech()
                ? Verdict.FINE
                : new Verdict.Found(
                        "there is no sound: nothing is above " + Phrases.level(loudest),
                        List.of(new Verdict.Figure("loudest_dbfs", loudest)));
    }
}
