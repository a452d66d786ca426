package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An encoder so small that all of it is a few lines of double arithmetic: one number goes through three convolutions, a
 * transformer layer without attention and the projector. Each of its five kinds of GELU is the exact one, by erf: GELU by
 * tanh is 4.7e-4 off at most, which real weights would hide. The numbers are where the two differ most.
 */
class EncoderActivationTest {
    private static final double TOLERANCE = 2e-6;
    /** Of the layer norms: brings their results to where GELU by tanh is most wrong. */
    private static final double GAIN = 1.6;

    @BeforeEach
    void start() {
        Libtorch.start();
    }

    @Test
    void everyActivationIsTheExactGelu() {
        double[] expected = reference(2.4, EncoderActivationTest::gelu);
        float[] actual = encoded(2.4f);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE, "channel " + i);
        }
    }

    /** Of 8 mel bins and 8 frames only the first number counts: the kernels pass on what is under their middle. */
    private static float[] encoded(float number) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Scripts scripts = Scripts.load("layers", "convolution", "audio_encoder")) {
            Tensor features = torch.zeros(8, 8);
            features.narrow(0, 0, 1).narrow(1, 0, 1).fill_(Values.floats(number).squeeze());
            Tensor kernel = Values.floats(0, 0, 0, 0, 1, 0, 0, 0, 0).view(1, 1, 3, 3);
            Tensor none = torch.zeros(1);
            Tensor first = Values.floats(1, 0, 0, 0).view(4, 1);
            Tensor gain = Values.floats(gains());
            Tensor zero = torch.zeros(4);
            Tensor identity = torch.eye(4);
            List<Tensor> layer = new ArrayList<>();
            for (int projection = 0; projection < 4; projection++) {
                layer.addAll(List.of(torch.zeros(4, 4), zero));
            }
            layer.addAll(List.of(gain, zero, identity, zero, identity, zero, gain, zero));
            return Values.toFloats(scripts.tensor(
                    "encode_clip",
                    Values.of(features),
                    Values.tensors(List.of(kernel, none, kernel, none, kernel, none, first)),
                    Values.tensors(layer),
                    Values.tensors(List.of(gain, zero, identity, zero, identity, zero)),
                    Values.of(1L),
                    Values.of(8L),
                    Values.of(1L),
                    Values.of(true)));
        }
    }

    private static float[] gains() {
        float[] gains = new float[4];
        Arrays.fill(gains, (float) GAIN);
        return gains;
    }

    private static double[] reference(double number, DoubleUnaryOperator activation) {
        double stem = number;
        for (int convolution = 0; convolution < 3; convolution++) {
            stem = activation.applyAsDouble(stem);
        }
        double[] x = {stem, 0, 1, 1}; // the sinusoids of the first token: two sines, two cosines
        double[] z = normalised(x);
        for (int i = 0; i < x.length; i++) {
            x[i] += activation.applyAsDouble(z[i]);
        }
        return Arrays.stream(normalised(x)).map(activation).toArray();
    }

    private static double[] normalised(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance =
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        double gain = (float) GAIN / Math.sqrt(variance + 1e-5);
        return Arrays.stream(x).map(v -> (v - mean) * gain).toArray();
    }

    private static double gelu(double x) {
        return x * (1 + erf(x / Math.sqrt(2))) / 2;
    }

    /** By its power series, which is exact enough below 4. */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 100; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }
}
