package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.testing.Signals;

/** convolution.py against plain loops, and that nothing convolves past it. */
class ConvolutionTest {
    private static final Pattern CONVOLUTION = Pattern.compile(
            "\\b(_?convolution(_overrideable)?|conv(_?transpose)?_?\\d?d|conv_tbc|mkldnn_\\w*conv\\w*)\\s*\\(");

    private static Scripts scripts;

    @BeforeAll
    static void compile() {
        Libtorch.start();
        scripts = Scripts.load("convolution");
    }

    @AfterAll
    static void close() {
        scripts.close();
    }

    /** The library's own are wrong on some processors for 17, 33, 65, 100, 129, 130 and 136 channels and several items. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17, 33, 60, 64, 65, 80, 100, 128, 129, 130, 136, 144, 258})
    void oneDimensionIsRightForAnyNumberOfChannels(int channels) {
        for (int items : new int[] {1, 2, 8, 32}) {
            check1d(new Shape(items, channels, 24, 9), 3, 1, 1);
        }
        check1d(new Shape(3, channels, 16, 31), 5, 2, 0);
        check1d(new Shape(2, channels, 8, 7), 1, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 17, 32, 60, 129})
    void twoDimensionsAreRightForAnyNumberOfChannels(int channels) {
        for (int items : new int[] {1, 2, 4}) {
            for (boolean library : new boolean[] {true, false}) {
                check2d(new Shape(items, channels, 16, 9), 7, 2, 1, library);
                check2d(new Shape(items, channels, 5, 6), 4, 1, 0, library);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17, 32, 60})
    void aStrideOfRowsOnlyIsRight(int channels) {
        for (boolean library : new boolean[] {true, false}) {
            for (int side : new int[] {1, 3}) {
                checkRows(channels, side, 1, library);
                checkRows(channels, side, 2, library);
            }
        }
    }

    private static void checkRows(int channels, int side, int stride, boolean library) {
        int rows = 7;
        int steps = 11;
        int outputs = 32;
        float[] x = Signals.noise(channels, 1, channels * rows * steps);
        float[] weight = Signals.noise(2, 1, outputs * channels * side * side);
        float[] bias = Signals.noise(3, 1, outputs);
        float[] actual;
        try (PointerScope scope = new PointerScope()) {
            actual = Values.toFloats(scripts.tensor(
                    "convolve_rows",
                    Values.of(Values.floats(x).view(1, channels, rows, steps)),
                    Values.of(Values.floats(weight).view(outputs, channels, side, side)),
                    Values.of(Values.floats(bias)),
                    Values.of((long) stride),
                    Values.of((long) (side / 2)),
                    Values.of(library)));
        }
        var how = new PlainLoops.Convolution(
                new int[] {1, channels, rows, steps}, new int[] {side, side}, 1, new int[] {side / 2, side / 2});
        double[] all = PlainLoops.convolved(wide(x), wide(weight), wide(bias), how);
        compare(
                PlainLoops.everyRow(all, rows, steps, stride),
                actual,
                channels * side * side,
                channels + " channels, side " + side + ", stride " + stride);
    }

    /** Channels first with a dilation, and channels last with a stride: their kernels have other layouts. */
    @ParameterizedTest
    @ValueSource(ints = {1, 17, 60, 128})
    void kernelsByStepsAreRight(int channels) {
        int steps = 23;
        int outputs = 32;
        int items = 2;
        float[] x = Signals.noise(channels, 1, channels * items * steps);
        float[] weight = Signals.noise(2, 1, outputs * 3 * channels);
        for (int dilation = 1; dilation <= 2; dilation++) {
            double[] expected = new double[outputs * items * steps];
            for (int i = 0; i < expected.length; i++) {
                int output = i / (items * steps);
                for (int k = 0; k < 3; k++) {
                    int step = i % steps + (k - 1) * dilation;
                    for (int c = 0; step >= 0 && step < steps && c < channels; c++) {
                        expected[i] += (double) x[(c * items + i / steps % items) * steps + step]
                                * weight[(output * 3 + k) * channels + c];
                    }
                }
            }
            try (PointerScope scope = new PointerScope()) {
                Tensor actual = scripts.tensor(
                        "convolve_dilated",
                        Values.of(Values.floats(x).view(channels, items, steps)),
                        Values.of(Values.floats(weight).view(outputs, 3L * channels)),
                        Values.of((long) dilation));
                compare(expected, Values.toFloats(actual), 3 * channels, channels + " channels, dilation " + dilation);
            }
        }
        for (int stride = 1; stride <= 10; stride += 3) {
            int length = (steps - 3) / stride + 1;
            double[] expected = new double[length * outputs];
            for (int i = 0; i < expected.length; i++) {
                for (int k = 0; k < 3 * channels; k++) {
                    expected[i] +=
                            (double) x[i / outputs * stride * channels + k] * weight[i % outputs * 3 * channels + k];
                }
            }
            try (PointerScope scope = new PointerScope()) {
                Tensor actual = scripts.tensor(
                        "convolve_steps",
                        Values.of(Values.floats(x)
                                .narrow(0, 0, (long) steps * channels)
                                .view(steps, channels)),
                        Values.of(Values.floats(weight).view(outputs, 3L * channels)),
                        Values.none(),
                        Values.of((long) stride));
                compare(expected, Values.toFloats(actual), 3 * channels, channels + " channels, stride " + stride);
            }
        }
    }

    /**
     * The shape of a convolution.
     *
     * @param steps its length in the last dimension
     */
    private record Shape(int items, int channels, int outputs, int steps) {}

    private static void check1d(Shape shape, int kernel, int stride, int padding) {
        float[] x = Signals.noise(shape.channels, 1, shape.items * shape.channels * shape.steps);
        float[] weight = Signals.noise(2, 1, shape.outputs * shape.channels * kernel);
        float[] bias = Signals.noise(3, 1, shape.outputs);
        float[] actual;
        try (PointerScope scope = new PointerScope()) {
            actual = Values.toFloats(scripts.tensor(
                    "convolve_1d",
                    Values.of(Values.floats(x).view(shape.items, shape.channels, shape.steps)),
                    Values.of(Values.floats(weight).view(shape.outputs, shape.channels, kernel)),
                    Values.of(Values.floats(bias)),
                    Values.of((long) stride),
                    Values.of((long) padding)));
        }
        var how = new PlainLoops.Convolution(
                new int[] {shape.items, shape.channels, 1, shape.steps}, new int[] {1, kernel}, stride, new int[] {
                    0, padding
                });
        double[] expected = PlainLoops.convolved(wide(x), wide(weight), wide(bias), how);
        // The loops stride in both directions: with a single row that leaves it alone.
        compare(expected, actual, shape.channels * kernel, shape + " kernel " + kernel);
    }

    private static void check2d(Shape shape, int rows, int stride, int padding, boolean library) {
        float[] x = Signals.noise(shape.channels, 1, shape.items * shape.channels * rows * shape.steps);
        float[] weight = Signals.noise(2, 1, shape.outputs * shape.channels * 9);
        float[] bias = Signals.noise(3, 1, shape.outputs);
        float[] actual;
        try (PointerScope scope = new PointerScope()) {
            List<IValue> arguments = new ArrayList<>();
            Tensor input = Values.floats(x).view(shape.items, shape.channels, rows, shape.steps);
            arguments.add(Values.of(input));
            arguments.add(Values.of(Values.floats(weight).view(shape.outputs, shape.channels, 3, 3)));
            arguments.add(Values.of(Values.floats(bias)));
            arguments.add(Values.of((long) stride));
            arguments.add(Values.of((long) padding));
            arguments.add(Values.of(library));
            actual = Values.toFloats(scripts.tensor("convolve_2d", arguments.toArray(IValue[]::new)));
        }
        var how = new PlainLoops.Convolution(
                new int[] {shape.items, shape.channels, rows, shape.steps}, new int[] {3, 3}, stride, new int[] {
                    padding, padding
                });
        double[] expected = PlainLoops.convolved(wide(x), wide(weight), wide(bias), how);
        compare(expected, actual, shape.channels * 9, shape + " rows " + rows + (library ? " by the library" : ""));
    }

    private static double[] wide(float[] numbers) {
        double[] wide = new double[numbers.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = numbers[i];
        }
        return wide;
    }

    /** Sums of so many products of numbers in [-1, 1]. */
    private static void compare(double[] expected, float[] actual, int products, String what) {
        assertEquals(expected.length, actual.length, what);
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
        }
        assertTrue(worst <= 1e-6 * Math.sqrt(products) * 4, what + " differs by " + worst);
    }

    /** By construction, not by luck: on most processors a convolution past convolution.py is right. */
    @Test
    void nothingConvolvesPastTheOnePlaceThatMay() throws IOException {
        List<String> found = new ArrayList<>();
        int files = 0;
        for (String folder : List.of("src/main", "src/train", "src/test/resources", "src/bench")) {
            if (!Files.isDirectory(Path.of(folder))) {
                continue;
            }
            try (Stream<Path> all = Files.walk(Path.of(folder))) {
                for (Path file : all.filter(path -> path.toString().matches(".*\\.(java|py)"))
                        .toList()) {
                    files++;
                    boolean owner = file.endsWith("qasr/torch/convolution.py");
                    String text = Files.readString(file);
                    if (CONVOLUTION.matcher(text).find() && !owner) {
                        found.add(file.toString());
                    }
                }
            }
        }
        assertTrue(files > 400, "files looked at: " + files);
        assertEquals(List.of(), found, "they convolve past convolution.py");
        assertTrue(CONVOLUTION.matcher("y = torch.conv1d(x, w)").find());
        assertTrue(CONVOLUTION.matcher("torch.conv_transpose1d(x, w)").find());
        assertTrue(CONVOLUTION.matcher("torch._convolution(x)").find());
    }
}
