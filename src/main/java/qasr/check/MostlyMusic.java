package qasr.check;

import java.util.BitSet;
import java.util.List;
import qasr.audio.SampleRange;
import qasr.vad.Backdrop;

/**
 * Decides whether most of the sound is music or tones. Measure: the share of tonal tenths of a second ({@link Backdrop})
 * outside of speech among all that are not silent. Threshold: half of them, and at least three seconds. Music below speech,
 * and drums without tones, are not measured.
 */
final class MostlyMusic implements Judgement {
    private static final int TENTH = 1600;
    private static final double MAX_SHARE = 0.5;
    private static final int LEAST_TENTHS = 30;

    @Override
    public Problem problem() {
        return Problem.MOSTLY_MUSIC;
    }

    @Override
    public Verdict judge(Measurements measurements) {
        int tenths = (int) (measurements.sound().samples() / TENTH);
        BitSet spoken = new BitSet(tenths);
        for (SampleRange range : measurements.speech()) {
            spoken.set((int) Math.min(tenths, range.start() / TENTH), (int)
                    Math.min(tenths, (range.end() + TENTH - 1) / TENTH));
        }
        int tonal = 0;
        int loud = 0;
        long start = measurements.backdrop().start();
        for (int tenth = 0; tenth < tenths; tenth++) {
            Backdrop.Kind kind = measurements
                    .backdrop()
                    .kind(new SampleRange(start + (long) tenth * TENTH, start + (tenth + 1L) * TENTH));
            boolean sounds = kind == Backdrop.Kind.MUSIC || kind == Backdrop.Kind.NOISE;
            loud += sounds || spoken.get(tenth) ? 1 : 0;
            tonal += kind == Backdrop.Kind.MUSIC && !spoken.get(tenth) ? 1 : 0;
        }
        double share = loud == 0 ? 0 : (double) tonal / loud;
        return share < MAX_SHARE || tonal < LEAST_TENTHS
                ? Verdict.FINE
                : new Verdict.Found(
                        Phrases.percent(share) + " of the sound is music or tones without speech",
                        List.of(new Verdict.Figure("music_share", share)));
    }
}
