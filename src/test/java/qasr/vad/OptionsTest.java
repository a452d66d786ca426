package qasr.vad;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

final class OptionsTest {
    @Test
    void thresholdsAreAboveZeroAndTheNegThresholdIsNotAboveTheOther() {
        assertDoesNotThrow(() -> new VadOptions(1, 1, 0, 0, 0));
        assertDoesNotThrow(() -> new VadOptions(Float.MIN_VALUE, Float.MIN_VALUE, 0, 0, 0));
        for (float threshold : new float[] {0, -1, 1.001f, Float.NaN}) {
            assertRefused("threshold must be above 0 and at most 1, got " + threshold, threshold, 0.001f);
        }
        for (float negThreshold : new float[] {0, -1, 0.5001f, Float.NaN}) {
            assertRefused(
                    "neg threshold must be above 0 and at most the threshold 0.5, got " + negThreshold,
                    0.5f,
                    negThreshold);
        }
    }

    @Test
    void noDurationIsNegative() {
        assertEquals(
                List.of(
                        "min speech must be 0 ms or more, got -1",
                        "min silence must be 0 ms or more, got -1",
                        "speech pad must be 0 ms or more, got -1"),
                List.of(
                        message(() -> new VadOptions(0.5f, 0.5f, -1, 0, 0)),
                        message(() -> new VadOptions(0.5f, 0.5f, 0, -1, 0)),
                        message(() -> new VadOptions(0.5f, 0.5f, 0, 0, -1))));
        assertEquals(
                "max join silence and chunk pad must be 0 ms or more, got -1 and 0",
                message(() -> new ChunkOptions(16_000, -1, 0)));
        assertEquals(
                "max join silence and chunk pad must be 0 ms or more, got 0 and -1",
                message(() -> new ChunkOptions(16_000, 0, -1)));
        assertDoesNotThrow(() -> new ChunkOptions(16_000, 0, 0));
    }

    @Test
    void speechIsLeftFifteenHundredthsBelowTheThresholdButNotBelowOneHundredth() {
        assertEquals(0.35f, VadOptions.withThreshold(0.5f).negThreshold());
        assertEquals(0.01f, VadOptions.withThreshold(0.1f).negThreshold());
        assertEquals(0.005f, VadOptions.withThreshold(0.005f).negThreshold());
    }

    @Test
    void aChunkMayBeOneSecondAndNotLess() {
        assertEquals(16_000, ChunkOptions.upTo(16_000).maxChunkSamples());
        assertEquals(
                "max chunk must be at least 1 s, got 15999 samples at 16000 Hz",
                message(() -> ChunkOptions.upTo(15_999)));
        assertEquals(ChunkOptions.DEFAULT, ChunkOptions.within(OptionalLong.empty()));
        assertEquals(ChunkOptions.upTo(99_999), ChunkOptions.within(OptionalLong.of(99_999)));
    }

    @Test
    void millisecondsAreSixteenSamples() {
        VadOptions options = new VadOptions(0.5f, 0.5f, 1, 10, 1000);
        assertEquals(
                List.of(16L, 160L, 16_000L),
                List.of(options.minSpeechSamples(), options.minSilenceSamples(), options.speechPadSamples()));
        ChunkOptions chunks = new ChunkOptions(16_000, 2, Integer.MAX_VALUE);
        assertEquals(32, chunks.maxJoinSilenceSamples());
        assertEquals(16L * Integer.MAX_VALUE, chunks.chunkPadSamples());
    }

    @Test
    void aChunkHasTheSamplesOfItsRangeAndIsHeardWhereItsSpeechIs() {
        SampleRange range = new SampleRange(100, 110);
        Waveform sound = Waveform.of(new float[10]);
        assertEquals(
                "chunk of 10 samples with a waveform of 9",
                message(() -> new Chunk(range, Waveform.of(new float[9]), List.of())));
        Chunk chunk = new Chunk(range, sound, List.of(new SampleRange(102, 104), new SampleRange(106, 109)));
        assertEquals(new Chunk.Place(range, new SampleRange(102, 109)), chunk.place());
        assertEquals(range, new Chunk(range, sound, List.of()).heard());
    }

    private static void assertRefused(String expected, float threshold, float negThreshold) {
        assertTrue(
                message(() -> new VadOptions(threshold, negThreshold, 0, 0, 0)).startsWith(expected));
    }

    private static String message(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(IllegalArgumentException.class, executable).getMessage();
    }
}
