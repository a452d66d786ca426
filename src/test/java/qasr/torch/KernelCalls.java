package qasr.torch;

import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.audio.Waveform;

/**
 * The calls of scripts that the benchmark measures. They are not beside its JMH classes in src/bench, because only the
 * profile "bench" compiles those: a change of a script must fail in each build.
 */
final class KernelCalls {
    static final int MEL_BINS = 128;
    private static final long FFT_LENGTH = 400;
    private static final long HOP_LENGTH = 160;

    private KernelCalls() {}

    static Scripts attentionScripts() {
        return Scripts.load("layers", "int8", "cached_decoder");
    }

    static Scripts productScripts() {
        return Scripts.load("layers", "int8");
    }

    static Scripts melScripts() {
        return Scripts.load("log_mel");
    }

    /** Returns the attention of one row, as the decoder computes it on this processor. */
    static Tensor attention(Scripts scripts, IValue queries, IValue cache) {
        return scripts.tensor("attend", queries, cache, Values.of(!Libtorch.hasSmallProducts()));
    }

    /** A matrix as the decoder holds it in one precision: one of the two is empty. */
    record Matrix(IValue weight, IValue eight) {
        /** Returns {@code wide}, {@code [out, in]} in float32, in the precision {@code dtype}. */
        static Matrix of(Scripts scripts, String dtype, Tensor wide) {
            IValue none = Values.tensors(List.of());
            return switch (dtype) {
                case "fp16" -> new Matrix(Values.of(torch.fbgemm_pack_gemm_matrix_fp16(wide)), none);
                case "bf16" -> new Matrix(Values.of(wide.to(ScalarType.BFloat16)), none);
                case "int8" -> new Matrix(Values.of(torch.zeros(1)), inEightBits(scripts, wide));
                default -> new Matrix(Values.of(wide), none);
            };
        }

        private static IValue inEightBits(Scripts scripts, Tensor wide) {
            return scripts.call(
                    "int8_matrix",
                    Values.of(wide),
                    Values.of(torch.ones(wide.size(1))),
                    Values.of(Values.longs()),
                    Values.of(false));
        }

        /** Returns the product of {@code rows}, {@code [N, in]}, with the matrix: {@code [N, out]}. */
        Tensor product(Scripts scripts, IValue rows) {
            return scripts.tensor("multiply", rows, weight, eight, Values.of(false));
        }
    }

    static Tensor melFilters(Scripts scripts) {
        long rate = Waveform.SAMPLE_RATE;
        return scripts.tensor("mel_filters", Values.of((long) MEL_BINS), Values.of(FFT_LENGTH), Values.of(rate));
    }

    /** Returns the log-mel spectrogram of {@code samples} at 16 kHz: {@code [MEL_BINS, T]}. */
    static Tensor mel(Scripts scripts, float[] samples, Tensor filters) {
        return scripts.tensor(
                "features",
                Values.of(Values.floats(samples)),
                Values.of(filters),
                Values.of(FFT_LENGTH),
                Values.of(HOP_LENGTH));
    }
}
