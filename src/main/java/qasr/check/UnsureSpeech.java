package qasr.check;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/**
 * Decides whether much speech may be missed. Measure: the sound in which the speech detector was unsure and which the model does
 * not get. Threshold: 0.8 s that are 5 % of the detected speech. Of 12 recordings of films and speeches, the two with covered
 * or faint words had 0.9 and 1.5 s, 10 % of the speech each; all others had less than 0.4 s.
 */
final class UnsureSpeech implements Judgement {
    private static final double MIN_SECONDS = 0.8;
    private static final double MIN_SHARE = 0.05;

    @Override
    public Problem problem() {
        return Problem.UNSURE_SPEECH;
    }

    @Override
    public Verdict judge(Measurements measurements) {
        if (!measurements.hasSpeech()) {
            return Phrases.NO_SPEECH;
        }
        if (new TooQuiet().judge(measurements) instanceof Verdict.Found) {
            return new Verdict.Unknown("the speech is too quiet");
        }
        double seconds = seconds(measurements.unsure());
        if (seconds < MIN_SECONDS || seconds < MIN_SHARE * seconds(measurements.speech())) {
            return Verdict.FINE;
        }
        SampleRange longest = measurements.unsure().stream()
                .max(Comparator.comparingLong(SampleRange::length))
                .orElseThrow();
        double place = longest.start() / (double) Waveform.SAMPLE_RATE;
        return new Verdict.Found(
                String.format(
                        Locale.ROOT,
                        "speech may be missed: the detector was unsure in %.1f s of other sound, for the longest time at %s",
                        seconds,
                        Phrases.place(place)),
                List.of(new Verdict.Figure("unsure_seconds", seconds), new Verdict.Figure("longest_at", place)));
    }

    private static double seconds(List<SampleRange> ranges) {
        return ranges.stream().mapToLong(SampleRange::length).sum() / (double) Waveform.SAMPLE_RATE;
    }
}
