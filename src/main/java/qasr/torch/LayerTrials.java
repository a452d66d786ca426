package qasr.torch;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;

/** Trials of a layer's operators except products, as in cached_decoder.py and layers.py, against plain loops. */
final class LayerTrials implements AutoCloseable {
    private static final double EPSILON = 1e-6;

    private final TrialNumbers numbers;
    private final Scripts scripts = Scripts.load("layers", "int8", "cached_decoder", "kernel_trial");

    LayerTrials(TrialNumbers numbers) {
        this.numbers = numbers;
    }

    /** Returns the worst error of attention: in a decoding step, in an encoder window, and in a prompt with a mask. */
    double attention() {
        double step = attention(8, 2, 128, 333);
        double window = attention(3, 104, 64, 104);
        return TrialNumbers.worse(TrialNumbers.worse(step, window), masked(4, 2, 128, 40));
    }

    /** Returns the error for {@code rows} queries of each of {@code heads} heads over all {@code positions}. */
    private double attention(int heads, int rows, int width, int positions) {
        double[] q = numbers.fine(heads * rows * width);
        double[] k = numbers.fine(heads * positions * width);
        double[] v = numbers.fine(heads * positions * width);
        double[] expected = new double[q.length];
        for (int head = 0; head < heads; head++) {
            double[] query = part(q, head, rows * width);
            for (int i = 0; i < query.length; i++) {
                query[i] *= Math.sqrt(width); // the script is given queries that have been scaled
            }
            double[] one = PlainLoops.attention(
                    query, part(k, head, positions * width), part(v, head, positions * width), width);
            System.arraycopy(one, 0, expected, head * rows * width, one.length);
        }
        try (PointerScope scope = new PointerScope()) {
            double worst = 0;
            for (boolean byVectors : new boolean[] {false, true}) {
                Tensor actual = scripts.tensor(
                        "attend",
                        Values.of(TrialNumbers.tensor(q, 1, heads, rows, width)),
                        Values.of(TrialNumbers.tensor(joined(k, v), 2, heads, positions, width)),
                        Values.of(byVectors));
                worst = Math.max(worst, TrialNumbers.error(expected, actual));
            }
            return worst;
        }
    }

    /** The last {@code rows} of {@code positions}, each looking at itself and what is before it; one fold a head. */
    private double masked(int heads, int rows, int width, int positions) {
        double[] q = numbers.fine(rows * heads * width);
        double[] k = numbers.fine(heads * positions * width);
        double[] v = numbers.fine(heads * positions * width);
        double[] mask = new double[rows * positions];
        double[] expected = new double[q.length];
        for (int row = 0; row < rows; row++) {
            int sees = positions - rows + row + 1;
            Arrays.fill(mask, row * positions + sees, (row + 1) * positions, Double.NEGATIVE_INFINITY);
            for (int head = 0; head < heads; head++) {
                double[] query = part(q, row * heads + head, width);
                for (int i = 0; i < width; i++) {
                    query[i] *= Math.sqrt(width); // the script is given queries that have been scaled
                }
                double[] one = PlainLoops.attention(
                        query,
                        Arrays.copyOf(part(k, head, positions * width), sees * width),
                        Arrays.copyOf(part(v, head, positions * width), sees * width),
                        width);
                System.arraycopy(one, 0, expected, (row * heads + head) * width, width);
            }
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor actual = scripts.tensor(
                    "attend_masked",
                    Values.of(TrialNumbers.tensor(q, rows, heads, 1, width)),
                    Values.of(TrialNumbers.tensor(joined(k, v), 2, heads, positions, width)),
                    Values.of(TrialNumbers.tensor(mask, rows, positions)));
            return TrialNumbers.error(expected, actual);
        }
    }

    /** Returns the error of layer norms and RMS norms. */
    double norms() {
        double worst = 0;
        for (int width : new int[] {128, 896, 1024}) {
            double[] x = numbers.fine(5 * width);
            double[] weight = numbers.fine(width);
            double[] bias = numbers.fine(width);
            try (PointerScope scope = new PointerScope()) {
                Tensor layer = scripts.tensor(
                        "trial_layer_norm",
                        Values.of(TrialNumbers.tensor(x, 5, width)),
                        Values.of(TrialNumbers.tensor(weight, width)),
                        Values.of(TrialNumbers.tensor(bias, width)),
                        Values.of(EPSILON));
                Tensor rms = scripts.tensor(
                        "normalised",
                        Values.of(TrialNumbers.tensor(x, 5, width)),
                        Values.of(TrialNumbers.tensor(weight, width)),
                        epsilon());
                double one = TrialNumbers.error(PlainLoops.layerNorm(x, weight, bias, EPSILON), layer);
                double other = TrialNumbers.error(PlainLoops.rmsNorm(x, weight, EPSILON), rms);
                worst = TrialNumbers.worse(worst, TrialNumbers.worse(one, other));
            }
        }
        return worst;
    }

    /** Returns the error of the soft-max. */
    double softmax() {
        double worst = 0;
        for (int width : new int[] {1, 17, 333, 4096}) {
            double[] x = Arrays.stream(numbers.fine(3 * width))
                    .map(number -> (float) (20 * number))
                    .toArray();
            try (PointerScope scope = new PointerScope()) {
                Tensor actual = scripts.tensor("trial_softmax", Values.of(TrialNumbers.tensor(x, 3, width)));
                worst = TrialNumbers.worse(worst, TrialNumbers.error(PlainLoops.softmax(x, width), actual));
            }
        }
        return worst;
    }

    /** Returns the error of GELU and SiLU. */
    double activations() {
        double[] x = Arrays.stream(numbers.fine(3000))
                .map(number -> (float) (6 * number))
                .toArray();
        try (PointerScope scope = new PointerScope()) {
            Tensor gelu = scripts.tensor("trial_gelu", Values.of(TrialNumbers.tensor(x, 30, 100)));
            Tensor silu = scripts.tensor("trial_silu", Values.of(TrialNumbers.tensor(x, 30, 100)));
            return TrialNumbers.worse(
                    TrialNumbers.error(Arrays.stream(x).map(PlainLoops::gelu).toArray(), gelu),
                    TrialNumbers.error(Arrays.stream(x).map(PlainLoops::silu).toArray(), silu));
        }
    }

    /** Returns the error of heads after norm and rotary positions. */
    double rotary() {
        int width = 128;
        int heads = 3;
        double theta = 1e6;
        long[] positions = {0, 1, 13, 400, 2000};
        double[] x = numbers.fine(positions.length * heads * width);
        double[] weight = numbers.fine(width);
        double[] expected = PlainLoops.rmsNorm(x, weight, EPSILON);
        int half = width / 2;
        for (int row = 0; row < positions.length * heads; row++) {
            for (int j = 0; j < half; j++) {
                double angle = positions[row / heads] * Math.pow(theta, -(double) j / half);
                double a = expected[row * width + j];
                double b = expected[row * width + half + j];
                expected[row * width + j] = a * Math.cos(angle) - b * Math.sin(angle);
                expected[row * width + half + j] = b * Math.cos(angle) + a * Math.sin(angle);
            }
        }
        try (PointerScope scope = new PointerScope()) {
            IValue turns = scripts.call(
                    "signed_rotary", Values.of(Values.longs(positions)), Values.of((long) width), Values.of(theta));
            Tensor actual = scripts.tensor(
                    "turned",
                    Values.of(TrialNumbers.tensor(x, positions.length, heads, width)),
                    Values.of(TrialNumbers.tensor(weight, 1, width)),
                    turns,
                    epsilon());
            return TrialNumbers.error(expected, actual);
        }
    }

    private static IValue epsilon() {
        return Values.of(TrialNumbers.tensor(new double[] {EPSILON}, 1));
    }

    private static double[] part(double[] all, int index, int length) {
        return Arrays.copyOfRange(all, index * length, (index + 1) * length);
    }

    private static double[] joined(double[] one, double[] other) {
        double[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Override
    public void close() {
        scripts.close();
    }
}
