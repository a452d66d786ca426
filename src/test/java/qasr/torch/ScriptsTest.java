package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qasr.testing.Signals;

/** Single functions of the scripts against the specification's tables, sections 12.1 and 12.3. */
class ScriptsTest {
    private PointerScope scope;

    @BeforeEach
    void open() {
        Libtorch.start();
        scope = new PointerScope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** The specification's signal B. */
    static float[] congruentialNoise(int count) {
        float[] samples = new float[count];
        long state = 12345;
        for (int i = 0; i < count; i++) {
            state = (1103515245L * state + 12345) & 0x7fffffffL;
            samples[i] = (float) ((state / 2147483648.0 - 0.5) * 0.2);
        }
        return samples;
    }

    private static Tensor filters(Scripts scripts) {
        return scripts.tensor("mel_filters", Values.of(128L), Values.of(400L), Values.of(16_000L));
    }

    static Tensor logMel(Scripts scripts, float[] samples) {
        return scripts.tensor(
                "features",
                Values.of(Values.floats(samples)),
                Values.of(filters(scripts)),
                Values.of(400L),
                Values.of(160L));
    }

    private static float at(Tensor matrix, long row, long column) {
        return matrix.select(0, row).select(0, column).item_float();
    }

    /** Each load gets scripts of its own, so that closing some leaves the others. */
    @Test
    void scriptsThatWereCompiledAheadServeOneLoad() throws Exception {
        Thread compiler =
                new Thread(() -> Scripts.compileAhead(List.of(List.of("log_mel"), List.of("log_mel")), () -> true));
        compiler.start();
        Scripts first = Scripts.load("log_mel");
        Scripts second = Scripts.load("log_mel");
        compiler.join();
        try (Scripts third = Scripts.load("log_mel")) {
            assertEquals(3, new HashSet<>(List.of(first, second, third)).size());
            first.close();
            second.close();
            assertEquals(3.1909855285, filters(third).sum().item_double(), 1e-5);
        }
    }

    @Test
    void whatCannotBeCompiledAheadFailsWhereItIsLoaded() {
        Scripts.compileAhead(List.of(List.of("log_mel", "missing")), () -> true);
        IllegalStateException problem =
                assertThrows(IllegalStateException.class, () -> Scripts.load("log_mel", "missing"));
        assertEquals("no resource /qasr/torch/missing.py", problem.getMessage());
    }

    @Test
    void theMelFiltersAreSlaneys() {
        try (Scripts scripts = Scripts.load("log_mel")) {
            Tensor filters = filters(scripts);
            assertEquals(3.1909855285, filters.sum().item_double(), 1e-5);
            assertEquals(0.0416817495, filters.max().item_double(), 1e-8);
            assertEquals(0.0416817495, at(filters, 11, 7), 1e-8);
            assertEquals(0.0123739863, at(filters, 0, 1), 1e-8);
            assertEquals(0.0303925649, at(filters, 1, 1), 1e-8);
            assertEquals(0.0025783508, at(filters, 100, 100), 1e-8);
            assertEquals(0.0011142802, at(filters, 127, 199), 1e-8);
        }
    }

    @Test
    void theLogMelOfKnownSignalsIsTheTables() {
        try (Scripts scripts = Scripts.load("log_mel")) {
            check(logMel(scripts, Signals.tone(440, 0.5, 16_000)), 100, -0.424144, -0.514646, 1.485354, 1.287393);
            check(logMel(scripts, congruentialNoise(24_000)), 150, 0.478126, -0.372769, 0.805158, 0.551915);
            check(logMel(scripts, new float[8_000]), 50, -1.5, -1.5, -1.5, -1.5);
            Tensor tone = logMel(scripts, Signals.tone(440, 0.5, 16_000));
            assertEquals(0.907520, at(tone, 0, 0), 1e-4);
            assertEquals(1.006051, at(tone, 7, 0), 1e-4);
            Tensor noise = logMel(scripts, congruentialNoise(24_000));
            assertEquals(0.436784, at(noise, 64, 25), 1e-4);
            assertEquals(0.389663, at(noise, 100, 40), 1e-4);
            assertEquals(0.451994, at(noise, 127, 149), 1e-4);
        }
    }

    private static void check(Tensor mel, int frames, double mean, double min, double max, double at20x10) {
        assertEquals(128, mel.size(0));
        assertEquals(frames, mel.size(1));
        assertEquals(mean, mel.mean().item_float(), 1e-4);
        assertEquals(min, mel.min().item_float(), 1e-4);
        assertEquals(max, mel.max().item_float(), 1e-4);
        assertEquals(at20x10, at(mel, 20, 10), 1e-4);
    }

    @Test
    void theFeaturesSpanAtMostEightDecades() {
        try (Scripts scripts = Scripts.load("log_mel")) {
            for (long seed = 0; seed < 10; seed++) {
                Tensor mel = logMel(scripts, Signals.speechLike(seed, 0.5, 9_000 + (int) seed * 777));
                float span = mel.max().item_float() - mel.min().item_float();
                assertTrue(span <= 2.00001, "seed " + seed + ": " + span);
            }
        }
    }

    @Test
    void thePositionsOfAChunkAreTheTables() {
        try (Scripts scripts = Scripts.load("layers", "convolution", "audio_encoder")) {
            Tensor narrow = scripts.tensor("chunk_positions", Values.of(13L), Values.of(896L));
            assertEquals(0.841471, at(narrow, 1, 0), 1e-6);
            assertEquals(0.830278, at(narrow, 1, 1), 1e-6);
            assertEquals(-0.800050, at(narrow, 5, 10), 1e-6);
            assertEquals(0.001200, at(narrow, 12, 447), 1e-6);
            assertEquals(0.843854, at(narrow, 12, 448), 1e-6);
            assertEquals(0.628051, at(narrow, 7, 548), 1e-6);
            Tensor wide = scripts.tensor("chunk_positions", Values.of(13L), Values.of(1024L));
            assertEquals(0.831686, at(wide, 1, 1), 1e-6);
            assertEquals(-0.859224, at(wide, 5, 10), 1e-6);
            assertEquals(0.001200, at(wide, 12, 511), 1e-6);
            assertEquals(0.404558, at(wide, 7, 612), 1e-6);
        }
    }

    @Test
    void theRotaryTableIsTheTables() {
        try (Scripts scripts = Scripts.load("layers", "int8", "cached_decoder")) {
            Tensor table =
                    scripts.tensor("rotary_table", Values.of(Values.longs(100, 1000)), Values.of(128L), Values.of(1e6));
            assertEquals(0.4560984265, at(table.select(0, 0), 0, 1), 1e-6);
            assertEquals(-0.8899293372, at(table.select(0, 1), 0, 1), 1e-6);
            assertEquals(0.3239092226, at(table.select(0, 0), 1, 31), 1e-6);
            assertEquals(0.9460881648, at(table.select(0, 1), 1, 31), 1e-6);
        }
    }

    @Test
    void packedWeightsMultiplyAsFloat32DoesWhereTheyAreExact() {
        Assumptions.assumeTrue(WeightLoader.packingWorks());
        try (Scripts scripts = Scripts.load("layers", "int8", "cached_decoder")) {
            Tensor weight = Values.floats(1, -2, 0.5f, 3, 0.25f, -1.5f).view(2, 3);
            Tensor x = Values.floats(0.1f, 0.2f, 0.3f, -1, 7, 1e-3f).view(2, 3);
            float[] plain = Values.toFloats(scripts.tensor("dense", Values.of(x), Values.of(weight)));
            assertArrayEquals(new float[] {-0.15f, -0.1f, -14.9995f, -1.2515f}, plain, 1e-5f);
            Tensor packed = torch.fbgemm_pack_gemm_matrix_fp16(weight);
            assertArrayEquals(plain, Values.toFloats(scripts.tensor("dense", Values.of(x), Values.of(packed))), 1e-5f);
        }
    }

    @Test
    void aRowsProductWithPackedWeightsDoesNotDependOnTheOtherRows() {
        Assumptions.assumeTrue(WeightLoader.packingWorks());
        try (Scripts scripts = Scripts.load("layers", "int8", "cached_decoder")) {
            Tensor weight = Values.floats(Signals.noise(1, 1, 40 * 33)).view(40, 33);
            IValue packed = Values.of(torch.fbgemm_pack_gemm_matrix_fp16(weight));
            Tensor x = Values.floats(Signals.noise(2, 1, 30 * 33)).view(30, 33);
            float[] alone = new float[30 * 40];
            for (int row = 0; row < 30; row++) {
                float[] product = Values.toFloats(scripts.tensor("dense", Values.of(x.narrow(0, row, 1)), packed));
                System.arraycopy(product, 0, alone, row * 40, 40);
            }
            for (int rows = 1; rows <= 30; rows++) {
                float[] together = Values.toFloats(scripts.tensor("dense", Values.of(x.narrow(0, 0, rows)), packed));
                assertArrayEquals(Arrays.copyOf(alone, rows * 40), together, 0f, rows + " rows");
            }
            Tensor three = scripts.tensor("dense", Values.of(x.narrow(0, 0, 14).view(7, 2, 33)), packed);
            assertArrayEquals(new long[] {7, 2, 40}, three.sizes().vec().get());
        }
    }
}
