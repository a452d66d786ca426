package qasr.check;

import java.util.List;
import java.util.Locale;
import qasr.vad.NarrowBand;

/** Decides whether the speech is from a telephone line. Measure and thresholds: those of {@link NarrowBand}. */
final class Telephone implements Judgement {
    @Override
    public Problem problem() {
        return Problem.NARROW_BAND;
    }

    @Override
    public Verdict judge(Measurements measurements) {
        if (measurements.band().isEmpty()) {
            return new Verdict.Unknown("there is less than a second of speech");
        }
        NarrowBand.Measured band = measurements.band().get();
        return !band.isNarrow()
                ? Verdict.FINE
                : new Verdict.Found(
                        String.format(
                                Locale.ROOT,
                                "narrow band, as from a telephone: the speech falls by %.0f dB at 4 kHz",
                                band.fall()),
                        List.of(
                                new Verdict.Figure("fall_db", band.fall()),
                                new Verdict.Figure("share_above_db", band.share())));
    }
}
