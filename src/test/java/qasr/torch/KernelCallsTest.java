package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.Waveform;

/** Each call that the benchmark measures, once and with small matrices. */
final class KernelCallsTest {
    @BeforeAll
    static void start() {
        Libtorch.start();
    }

    @Test
    void attentionOfOneRow() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Scripts scripts = KernelCalls.attentionScripts()) {
            IValue queries = Values.of(torch.randn(new long[] {1, 2, 3, 16}));
            IValue cache = Values.of(torch.randn(new long[] {2, 2, 5, 16}));
            assertEquals(
                    2 * 3 * 16, KernelCalls.attention(scripts, queries, cache).numel());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fp16", "int8", "bf16", "fp32"})
    void productOfFourRows(String dtype) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Scripts scripts = KernelCalls.productScripts()) {
            IValue rows = Values.of(torch.randn(new long[] {4, 64}));
            Tensor wide = torch.randn(new long[] {32, 64});
            Tensor product = KernelCalls.Matrix.of(scripts, dtype, wide).product(scripts, rows);
            assertEquals(4 * 32, product.numel());
        }
    }

    @Test
    void spectrogramOfOneSecond() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Scripts scripts = KernelCalls.melScripts()) {
            float[] samples = new float[Waveform.SAMPLE_RATE];
            Tensor mel = KernelCalls.mel(scripts, samples, KernelCalls.melFilters(scripts));
            assertEquals(KernelCalls.MEL_BINS * 100, mel.numel());
        }
    }
}
