package qasr.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;

final class ChannelMeterTest {
    private static final int RATE = 8000;

    private static double[] sine(double amplitude, double hertz, int samples) {
        double[] sine = new double[samples];
        for (int i = 0; i < samples; i++) {
            sine[i] = amplitude * Math.sin(2 * Math.PI * hertz * i / RATE);
        }
        return sine;
    }

    @Test
    void theNumbersDoNotDependOnHowTheSoundIsDivided() {
        Property.forAll(30, random -> {
            int length = 1 + random.nextInt(5 * RATE);
            double[][] sound = {sine(0.3 + random.nextDouble(), 100, length), sine(0.2, 250, length)};
            ChannelMeter whole = new ChannelMeter();
            whole.accept(sound, RATE);
            ChannelMeter parts = new ChannelMeter();
            for (int at = 0; at < length; ) {
                int to = Math.min(length, at + 1 + random.nextInt(3000));
                parts.accept(
                        new double[][] {
                            java.util.Arrays.copyOfRange(sound[0], at, to),
                            java.util.Arrays.copyOfRange(sound[1], at, to)
                        },
                        RATE);
                at = to;
            }
            assertEquals(whole.blocks(), parts.blocks());
            assertEquals(length * 10 / RATE, whole.blocks());
            for (int channel = 0; channel < 2; channel++) {
                assertEquals(whole.decibels(channel), parts.decibels(channel), 1e-9);
                assertEquals(whole.peak(channel), parts.peak(channel));
                assertEquals(whole.clippedSamples(channel), parts.clippedSamples(channel));
                for (int block = 0; block < whole.blocks(); block++) {
                    assertEquals(whole.decibels(channel, block), parts.decibels(channel, block));
                }
            }
            assertEquals(
                    whole.correlation(0, 1).orElse(0), parts.correlation(0, 1).orElse(0), 1e-9);
        });
    }

    @Test
    void twoMetersOfOneFileAreOneMeter() {
        double[] first = sine(0.5, 100, 2 * RATE);
        double[] second = sine(0.1, 100, RATE);
        ChannelMeter meter = new ChannelMeter();
        meter.accept(new double[][] {first, first}, RATE);
        ChannelMeter later = new ChannelMeter();
        later.accept(new double[][] {second, sine(-0.1, 100, RATE)}, RATE);
        ChannelMeter both = new ChannelMeter();
        both.append(meter);
        both.append(later);
        assertEquals(30, both.blocks());
        assertEquals(3 * RATE, both.samples());
        assertEquals(0.5, both.peak(0), 1e-9);
        assertEquals(10 * Math.log10((2 * 0.125 + 0.005) / 3), both.decibels(0), 1e-6);
        assertEquals(
                (2 * 0.125 - 0.005) / (2 * 0.125 + 0.005),
                both.correlation(0, 1).orElseThrow(),
                1e-6);
    }

    @Test
    void aRecordingWhoseChannelsChangeIsMarked() {
        ChannelMeter meter = new ChannelMeter();
        meter.accept(new double[][] {sine(0.5, 100, RATE)}, RATE);
        meter.accept(new double[][] {sine(0.5, 100, RATE), sine(0.1, 100, RATE)}, RATE);
        assertTrue(meter.hasChanged());
        assertEquals(2, meter.channels());
        assertEquals(RATE, meter.samples());
    }

    /** The rate falls in the middle of a mean: excerpts go on all the same. */
    @Test
    void aLateCopyIsFoundAfterTheRateHasFallen() {
        ChannelMeter meter = new ChannelMeter();
        meter.accept(new double[][] {new double[1003], new double[1003]}, 6 * RATE);
        Random random = new Random(1);
        double[] sound = random.doubles(20 * RATE, -0.5, 0.5).toArray();
        double[] late = new double[sound.length];
        System.arraycopy(sound, 0, late, RATE / 10, sound.length - RATE / 10);
        meter.accept(new double[][] {sound, late}, RATE);
        assertTrue(meter.likeness(0, 1).correlation() > 0.98);
        assertEquals(0.1, meter.likeness(0, 1).seconds(), 1e-3);
    }

    @Test
    void soundThatIsNotANumberIsSilence() {
        ChannelMeter meter = new ChannelMeter();
        double[] broken = sine(0.5, 100, RATE);
        broken[500] = Double.NaN;
        broken[900] = Double.POSITIVE_INFINITY;
        meter.accept(new double[][] {broken, broken}, RATE);
        assertEquals(10 * Math.log10(0.125), meter.decibels(0), 0.01);
        assertEquals(0.5, meter.peak(0), 1e-9);
    }
}
