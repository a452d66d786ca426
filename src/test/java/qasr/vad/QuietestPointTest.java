package qasr.vad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;
import qasr.testing.Signals;

final class QuietestPointTest {
    private static final int WINDOW = QuietestPoint.WINDOW;

    @Test
    void audioOfATenthOfASecondIsCutInItsMiddle() {
        float[] sound = Signals.noise(1, 0.5, WINDOW);
        Arrays.fill(sound, 0, 100, 0);
        assertEquals(WINDOW / 2, QuietestPoint.of(sound, index -> 1));
        assertEquals(3, QuietestPoint.of(new float[7], index -> 1));
    }

    @Test
    void digitalSilenceIsCutInItsMiddle() {
        float[] sound = Signals.tone(200, 0.5, 5 * WINDOW);
        Arrays.fill(sound, WINDOW, 3 * WINDOW, 0);
        assertEquals(2 * WINDOW, QuietestPoint.of(sound, index -> 1), 2);
        // A pause as quiet further on is not joined to it.
        Arrays.fill(sound, 3 * WINDOW + 400, 4 * WINDOW + 400, 0);
        assertEquals(2 * WINDOW, QuietestPoint.of(sound, index -> 1), 2);
    }

    @Test
    void theLastTenthOfASecondMayBeTheQuietest() {
        float[] sound = Signals.tone(200, 0.5, 3 * WINDOW);
        Arrays.fill(sound, 2 * WINDOW, 3 * WINDOW, 0);
        assertEquals(2 * WINDOW + WINDOW / 2, QuietestPoint.of(sound, index -> 1));
    }

    /** Loudness times probability, summed again at every place, with whole numbers so that equal sums are equal. */
    @Test
    void itIsWhereLoudnessTimesProbabilityIsLeast() {
        Property.forAll(20, random -> {
            float[] sound = new float[2 * WINDOW + random.nextInt(WINDOW)];
            for (int i = 0; i < sound.length; i++) {
                sound[i] = (random.nextInt(9) - 4) / 4f;
            }
            double[] likely = random.doubles(1 + sound.length / 512, 0.1, 1).toArray();
            IntToDoubleFunction probability = index -> likely[index / 512];
            double least = Double.MAX_VALUE;
            int best = -1;
            for (int start = 0; start + WINDOW <= sound.length; start++) {
                double sum = 0;
                for (int i = start; i < start + WINDOW; i++) {
                    sum += Math.abs(sound[i]);
                }
                double score = sum * probability.applyAsDouble(start + WINDOW / 2);
                if (score < least * (1 - 1e-12)) {
                    least = score;
                    best = start;
                }
            }
            int end = best; // equally quiet neighbours
            while (end + 1 + WINDOW <= sound.length
                    && Math.abs(sound[end]) == Math.abs(sound[end + WINDOW])
                    && likely[(end + WINDOW / 2) / 512] == likely[(end + 1 + WINDOW / 2) / 512]) {
                end++;
            }
            assertEquals((best + end) / 2 + WINDOW / 2, QuietestPoint.of(sound, probability));
        });
    }

    @Test
    void damagedSamplesHaveALoudness() {
        Loudness loudness = new Loudness(new float[] {-0.5f, Float.NaN, Float.NEGATIVE_INFINITY, 100, 0.25f});
        long one = 1L << 36;
        assertEquals(5, loudness.length());
        assertEquals(one / 2, loudness.at(0));
        assertEquals(0, loudness.at(1));
        assertEquals(32 * one, loudness.at(2));
        assertEquals(32 * one, loudness.at(3));
        assertEquals(one / 4 + 64 * one + one / 2, loudness.sum(0, 5));
        assertEquals(0, loudness.sum(2, 2));
    }

    @Test
    void aWindowHoldsTheNewestNumbersAtTheirPlaces() {
        Property.forAll(100, random -> {
            FloatWindow window = new FloatWindow();
            float[] all = Signals.noise(random.nextLong(), 1, 200_000);
            int start = 0;
            int end = 0;
            while (true) {
                int count = random.nextInt(20_000);
                if (end + count > all.length) {
                    return;
                }
                window.append(all, end, count);
                end += count;
                int drop = start - 100 + random.nextInt(end - start + 200);
                window.dropBefore(drop);
                start = Math.max(start, Math.min(end, drop));
                assertEquals(start, window.start());
                assertEquals(end, window.end());
                int from = start + random.nextInt(end - start + 1);
                int to = from + random.nextInt(end - from + 1);
                assertEquals(0, Arrays.compare(Arrays.copyOfRange(all, from, to), window.copy(from, to)));
                if (start < end) {
                    assertEquals(all[start], window.get(start));
                    assertEquals(all[end - 1], window.get(end - 1));
                }
                long before = start - 1L;
                long behind = end;
                assertThrows(IndexOutOfBoundsException.class, () -> window.get(before));
                assertThrows(IndexOutOfBoundsException.class, () -> window.get(behind));
                assertThrows(IndexOutOfBoundsException.class, () -> window.copy(behind, behind + 1));
            }
        });
    }
}
