package qasr.vad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.testing.Property;

final class BackdropTest {
    private static final int SECOND = Waveform.SAMPLE_RATE;

    @Test
    void silenceNoiseMusicAndWhatIsNoSoundAreToldApart() {
        Property.forAll(20, random -> {
            float[] samples = new float[12 * SECOND];
            noise(random, samples, 0, 2 * SECOND, 0.0005);
            noise(random, samples, 3 * SECOND, 5 * SECOND, 0.05);
            chords(random, samples, 6 * SECOND, 8 * SECOND);
            wind(random, samples, 9 * SECOND, 11 * SECOND);
            samples[11 * SECOND + 700] = Float.NaN;
            Backdrop backdrop = heard(samples, 1 + random.nextInt(5000));
            assertEquals(Backdrop.Kind.SILENCE, kind(backdrop, 0, 2));
            assertEquals(Backdrop.Kind.NOISE, kind(backdrop, 3, 5));
            assertEquals(Backdrop.Kind.MUSIC, kind(backdrop, 6, 8));
            assertEquals(Backdrop.Kind.SILENCE, kind(backdrop, 8, 9));
            assertEquals(Backdrop.Kind.NOISE, kind(backdrop, 9, 11));
            assertEquals(Backdrop.Kind.BROKEN, kind(backdrop, 11, 12));
        });
    }

    @Test
    void aClickInALongSilenceLeavesItSilence() {
        float[] samples = new float[10 * SECOND];
        samples[5 * SECOND] = 1;
        assertEquals(Backdrop.Kind.SILENCE, kind(heard(samples, 8192), 0, 10));
    }

    @Test
    void aShortEndOfTheRecordingIsJudgedByWhatThereIs() {
        float[] samples = new float[SECOND + 400];
        noise(new Random(1), samples, SECOND, samples.length, 0.1);
        Backdrop backdrop = heard(samples, 8192);
        assertEquals(Backdrop.Kind.NOISE, backdrop.kind(new SampleRange(SECOND, samples.length)));
        assertEquals(Backdrop.Kind.SILENCE, backdrop.kind(new SampleRange(SECOND / 2, SECOND / 2 + 10)));
    }

    @Test
    void aTenthOfASecondIsSilentBelowMinusFiftyDecibels() {
        assertEquals(Backdrop.Kind.SILENCE, kind(heard(constant(SECOND, -50.1), 8192), 0, 1));
        assertNotEquals(Backdrop.Kind.SILENCE, kind(heard(constant(SECOND, -49.9), 8192), 0, 1));
    }

    @Test
    void aStretchIsSilenceIfLessThanAFifthOfItIsLoud() {
        float[] samples = new float[2 * SECOND];
        noise(new Random(1), samples, 0, 2 * SECOND / 10, 0.1);
        noise(new Random(2), samples, SECOND, SECOND + SECOND / 10, 0.1);
        Backdrop backdrop = heard(samples, 8192);
        assertEquals(Backdrop.Kind.NOISE, kind(backdrop, 0, 1), "two of ten");
        assertEquals(Backdrop.Kind.SILENCE, kind(backdrop, 1, 2), "one of ten");
        assertEquals(Backdrop.Kind.SILENCE, kind(backdrop, 0, 2), "three of twenty");
    }

    @Test
    void aStretchIsMusicIfHalfOfWhatIsLoudIsTonal() {
        float[] samples = new float[2 * SECOND];
        chords(new Random(1), samples, 0, SECOND / 2);
        noise(new Random(1), samples, SECOND / 2, SECOND, 0.1);
        chords(new Random(1), samples, SECOND, SECOND + SECOND / 2);
        noise(new Random(1), samples, SECOND + 4 * SECOND / 10, 2 * SECOND, 1);
        Backdrop backdrop = heard(samples, 8192);
        assertEquals(Backdrop.Kind.MUSIC, kind(backdrop, 0, 1), "five and five");
        assertEquals(Backdrop.Kind.NOISE, kind(backdrop, 1, 2), "four and six");
        assertEquals(Backdrop.Kind.NOISE, backdrop.kind(new SampleRange(SECOND / 2, SECOND)));
    }

    @Test
    void aToneOfAnyPitchIsMusicAndNoiseOfAnyLevelIsNot() {
        for (int hertz = 150; hertz <= 6000; hertz += 150) {
            float[] tone = new float[SECOND];
            for (int i = 0; i < SECOND; i++) {
                tone[i] = (float) (0.1 * Math.sin(2 * Math.PI * hertz * i / SECOND));
            }
            assertEquals(Backdrop.Kind.MUSIC, kind(heard(tone, 8192), 0, 1), hertz + " Hz");
            float[] noise = new float[SECOND];
            noise(new Random(hertz), noise, 0, SECOND, hertz / 6000.0);
            assertEquals(Backdrop.Kind.NOISE, kind(heard(noise, 8192), 0, 1), "noise " + hertz);
        }
    }

    @Test
    void onlyWholeTenthsInsideARangeCountUnlessThereIsNone() {
        int tenth = SECOND / 10;
        float[] samples = new float[10 * tenth];
        noise(new Random(1), samples, 3 * tenth, 4 * tenth, 0.1);
        Backdrop backdrop = heard(samples, 8192);
        assertEquals(Backdrop.Kind.NOISE, backdrop.kind(new SampleRange(3L * tenth, 4L * tenth)));
        assertEquals(Backdrop.Kind.NOISE, backdrop.kind(new SampleRange(3L * tenth - 1, 4L * tenth + 1)));
        assertEquals(Backdrop.Kind.SILENCE, backdrop.kind(new SampleRange(3L * tenth + 1, 6L * tenth)));
        assertEquals(Backdrop.Kind.SILENCE, backdrop.kind(new SampleRange(2L * tenth, 4L * tenth - 1)));
        assertEquals(Backdrop.Kind.NOISE, backdrop.kind(new SampleRange(3L * tenth + 1, 4L * tenth - 1)));
    }

    @Test
    void aBackdropThatBeginsLaterCountsFromTheRecordingsStart() {
        float[] samples = new float[200 * SECOND];
        noise(new Random(1), samples, 150 * SECOND, 151 * SECOND, 0.1);
        Backdrop backdrop = heard(samples, 8192).placedAt(1000L * SECOND);
        assertEquals(1000L * SECOND, backdrop.start());
        assertEquals(Backdrop.Kind.NOISE, kind(backdrop, 1150, 1151));
        assertEquals(Backdrop.Kind.SILENCE, kind(backdrop, 1149, 1150));
        assertEquals(Backdrop.Kind.SILENCE, kind(backdrop, 1151, 1152));
        assertEquals(Backdrop.Kind.SILENCE, kind(backdrop, 0, 1001), "what comes before it is not known");
    }

    private static float[] constant(int length, double decibels) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) Math.pow(10, decibels / 20) * (i * 7919 % 13 < 6 ? 1 : -1);
        }
        return samples;
    }

    private static Backdrop.Kind kind(Backdrop backdrop, int start, int end) {
        return backdrop.kind(new SampleRange((long) start * SECOND, (long) end * SECOND));
    }

    private static Backdrop heard(float[] samples, int block) {
        Backdrop backdrop = new Backdrop();
        for (int at = 0; at < samples.length; at += block) {
            backdrop.accept(samples, at, Math.min(block, samples.length - at));
        }
        return backdrop;
    }

    private static void noise(Random random, float[] samples, int start, int end, double level) {
        for (int i = start; i < end; i++) {
            samples[i] = (float) (level * random.nextGaussian());
        }
    }

    /** Brown noise, whose spectrum falls by 6 dB an octave. */
    private static void wind(Random random, float[] samples, int start, int end) {
        double value = 0;
        for (int i = start; i < end; i++) {
            value = 0.98 * value + 0.02 * random.nextGaussian();
            samples[i] = (float) value;
        }
    }

    /** Three notes with eight harmonics each, another chord every half second. */
    private static void chords(Random random, float[] samples, int start, int end) {
        for (int from = start; from < end; from += SECOND / 2) {
            double root = 160 + 200 * random.nextDouble();
            for (double interval : new double[] {1, 1.26, 1.5}) {
                for (int harmonic = 1; harmonic <= 8; harmonic++) {
                    double step = 2 * Math.PI * root * interval * harmonic / SECOND;
                    for (int i = from; i < from + SECOND / 2; i++) {
                        samples[i] += (float) (0.1 / harmonic * Math.sin(step * (i - from)));
                    }
                }
            }
        }
    }
}
