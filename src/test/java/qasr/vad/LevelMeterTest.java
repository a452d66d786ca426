package qasr.vad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;

final class LevelMeterTest {
    private static final int STEP = 320;

    private static List<Integer> values(float[] samples) {
        LevelMeter meter = new LevelMeter();
        meter.accept(samples, 0, samples.length);
        return meter.values();
    }

    private static float[] level(float amplitude, int samples) {
        float[] square = new float[samples];
        for (int i = 0; i < samples; i++) {
            square[i] = i % 2 == 0 ? amplitude : -amplitude;
        }
        return square;
    }

    @Test
    void levelsAreHalfDecibelsBelowFullScale() {
        assertEquals(List.of(255), values(level(1, STEP)));
        assertEquals(List.of(215), values(level(0.1F, STEP)));
        assertEquals(List.of(15, 15), values(level(1e-6F, STEP + 1)));
        assertEquals(List.of(0), values(level(0, STEP)));
        assertEquals(List.of(255), values(level(9, STEP)), "clipped");
        assertEquals(List.of(), values(new float[0]));
    }

    @Test
    void brokenSamplesAreSilence() {
        float[] samples = level(0.1F, STEP);
        Arrays.fill(samples, 0, STEP / 2, Float.NaN);
        samples[1] = Float.NEGATIVE_INFINITY;
        assertEquals(List.of(209), values(samples));
    }

    @Test
    void aLongRecordingHasLongerStepsAndNoMoreValues() {
        LevelMeter meter = new LevelMeter();
        float[] loud = level(0.1F, 100 * STEP);
        float[] quiet = level(0.01F, 100 * STEP);
        for (int i = 0; i < 100; i++) {
            meter.accept(i < 50 ? loud : quiet, 0, loud.length);
        }
        assertEquals(8 * STEP, meter.step());
        List<Integer> wanted = new ArrayList<>(Collections.nCopies(625, 215));
        wanted.addAll(Collections.nCopies(625, 175));
        assertEquals(wanted, meter.values());
    }

    @Test
    void theBlocksInWhichSamplesArriveChangeNothing() {
        Property.forAll(20, random -> {
            float[] samples = new float[random.nextInt(3 * LevelMeter.MAX_VALUES * STEP)];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = random.nextFloat() - 0.5F;
            }
            LevelMeter meter = new LevelMeter();
            for (int at = 0; at < samples.length; ) {
                int length = Math.min(samples.length - at, 1 + random.nextInt(100_000));
                meter.accept(samples, at, length);
                at += length;
            }
            assertEquals(values(samples), meter.values());
            int size = meter.values().size();
            assertTrue(size <= LevelMeter.MAX_VALUES, size + " values");
            assertEquals((samples.length + meter.step() - 1) / meter.step(), size);
        });
    }
}
