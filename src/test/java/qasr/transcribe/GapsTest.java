package qasr.transcribe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import qasr.transcript.Gap;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.vad.Backdrop;

final class GapsTest {
    @Test
    void gapsAndUtterancesAreTheWholeRecording() {
        Backdrop backdrop = new Backdrop();
        float[] samples = new float[160_000];
        for (int i = 64_000; i < 96_000; i++) {
            samples[i] = i * 7919 % 101 / 1000f - 0.05f;
        }
        samples[150_000] = Float.POSITIVE_INFINITY;
        backdrop.accept(samples, 0, samples.length);
        List<Gap> gaps = Gaps.between(
                List.of(utterance(1000, 4000), utterance(6000, 7000), utterance(7000, 7500)),
                Duration.ofNanos(10_000_400_000L),
                backdrop);
        assertEquals(
                List.of(
                        gap(0, 1000, Gap.Kind.SILENCE),
                        gap(4000, 6000, gaps.get(1).kind()),
                        gap(7500, 10_000, Gap.Kind.FAILED)),
                gaps);
        assertNotEquals(Gap.Kind.SILENCE, gaps.get(1).kind());
    }

    @Test
    void aShortGapIsAPauseAndOnlyBrokenSoundIsSaidOfIt() {
        Backdrop backdrop = new Backdrop();
        float[] samples = new float[48_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.sin(i * 0.2) / 2;
        }
        samples[40_000] = Float.NaN;
        backdrop.accept(samples, 0, samples.length);
        assertEquals(
                List.of(
                        gap(0, 500, Gap.Kind.MUSIC),
                        gap(600, 602, Gap.Kind.PAUSE),
                        gap(800, 1299, Gap.Kind.PAUSE),
                        gap(2400, 2700, Gap.Kind.FAILED)),
                Gaps.between(
                        List.of(utterance(500, 600), utterance(602, 800), utterance(1299, 2400), utterance(2700, 3000)),
                        Duration.ofSeconds(3),
                        backdrop));
    }

    @Test
    void whatWasNotReadIsNoGap() {
        Backdrop backdrop = new Backdrop().placedAt(32_000);
        float[] samples = new float[32_000];
        samples[16_000 + 9] = Float.NaN;
        backdrop.accept(samples, 0, samples.length);
        assertEquals(
                List.of(gap(2000, 2500, Gap.Kind.SILENCE), gap(3000, 4000, Gap.Kind.FAILED)),
                Gaps.between(List.of(utterance(2500, 3000)), Duration.ofSeconds(4), backdrop));
    }

    private static Utterance utterance(long start, long end) {
        return new Utterance(Duration.ofMillis(start), Duration.ofMillis(end), "", "x", -1, -1, Utterance.Status.OK);
    }

    private static Gap gap(long start, long end, Gap.Kind kind) {
        return new Gap(new TimeSpan(Duration.ofMillis(start), Duration.ofMillis(end)), kind);
    }
}
