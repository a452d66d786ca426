package qasr.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import qasr.audio.Waveform;
import qasr.testing.Signals;

class ModelInputTest {
    @Test
    void aShortWaveformIsFollowedByZeros() {
        float[] samples = Signals.noise(1, 0.5, 4_321);
        float[] prepared = ModelInput.prepared(Waveform.of(samples)).toArray();
        assertArrayEquals(Arrays.copyOf(samples, 8_000), prepared);
        Waveform enough = Waveform.of(Signals.noise(1, 0.5, 8_001));
        assertSame(enough, ModelInput.prepared(enough));
    }

    @Test
    void aWaveformLouderThanFullScaleIsDividedByItsPeak() {
        float[] samples = Signals.tone(440, 2, 16_000);
        float[] prepared = ModelInput.prepared(Waveform.of(samples)).toArray();
        assertArrayEquals(Signals.tone(440, 1, 16_000), prepared, 1e-4f);
    }

    @Test
    void whatIsNotSoundIsRejected() {
        assertRejected("the waveform is empty");
        assertRejected("the waveform is silent throughout", 0, -0f, 0);
        assertRejected("sample 1 is NaN", 0.5f, Float.NaN);
        assertRejected("sample 0 is Infinity", Float.POSITIVE_INFINITY);
        assertTrue(ModelInput.accepts(Waveform.of(new float[] {0, Float.MIN_VALUE})));
    }

    private static void assertRejected(String message, float... samples) {
        Waveform waveform = Waveform.of(samples);
        assertFalse(ModelInput.accepts(waveform));
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> ModelInput.prepared(waveform))
                        .getMessage());
    }

    @Test
    void theBudgetGrowsWithTheSecondsUpToALimit() {
        assertEquals(64, ModelInput.tokenBudget(0));
        assertEquals(74, ModelInput.tokenBudget(0.5));
        assertEquals(664, ModelInput.tokenBudget(30));
        assertEquals(4096, ModelInput.tokenBudget(1200));
    }
}
