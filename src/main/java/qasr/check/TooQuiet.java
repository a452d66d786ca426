package qasr.check;

import java.util.List;

/**
 * Decides whether the speech is too quiet. Measure: its level; without speech, the level of the loudest tenth of a second,
 * because the detector may have missed quiet speech. Threshold: -45 dBFS, nearly 20 dB below the nominal -26 dBFS of ITU-T
 * P.56. Of three made quiet recordings, the detector found all speech at -49 dBFS, half of it at -58, a tenth at -69.
 */
final class TooQuiet implements Judgement {
    static final double MIN_DECIBELS = -45;

    @Override
    public Problem problem() {
        return Problem.TOO_QUIET;
    }

    @Override
    public Verdict judge(Measurements measurements) {
        if (!measurements.hasSpeech()) {
            double loudest = measurements.loudest();
            return loudest < MIN_DECIBELS && loudest >= NoSound.MAX_DECIBELS
                    ? new Verdict.Found(
                            "no speech was found, and nothing is above " + Phrases.level(loudest),
                            List.of(new Verdict.Figure("loudest_dbfs", loudest)))
                    : Phrases.NO_SPEECH;
        }
        double level = measurements.levels().speech();
        return level >= MIN_DECIBELS
                ? Verdict.FINE
                : new Verdict.Found(
                        "the speech is too quiet: " + Phrases.level(level) + ", below " + Phrases.level(MIN_DECIBELS),
                        List.of(new Verdict.Figure("speech_dbfs", level)));
    }
}
