package qasr.torch;

import java.util.Random;
import org.bytedeco.pytorch.Tensor;

/** Seeded numbers for {@link KernelTrial}, and the error of results. */
final class TrialNumbers {
    private final Random random = new Random(20);

    /** Returns {@code count} numbers in [-1, 1] that BF16 and FP16 hold exactly. */
    double[] coarse(int count) {
        return random.ints(count, -128, 129)
                .mapToDouble(number -> number / 128.0)
                .toArray();
    }

    /** Returns {@code count} numbers in [-1, 1] that float32 holds exactly. */
    double[] fine(int count) {
        return random.doubles(count, -1, 1).map(number -> (float) number).toArray();
    }

    /** Returns {@code count} whole numbers in [-most, most]. */
    double[] whole(int count, int most) {
        return random.ints(count, -most, most + 1).asDoubleStream().toArray();
    }

    /** Returns {@code numbers} as a float32 tensor of {@code shape}. */
    static Tensor tensor(double[] numbers, long... shape) {
        float[] narrow = new float[numbers.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) numbers[i];
        }
        return Values.floats(narrow).view(shape);
    }

    /** Returns the greatest difference as a part of the greatest number expected; NaN if one is not finite. */
    static double error(double[] expected, Tensor actual) {
        return error(expected, Values.toDoubles(actual.to(org.bytedeco.pytorch.global.torch.ScalarType.Double)));
    }

    /** Returns the error as above. */
    static double error(double[] expected, double[] actual) {
        if (expected.length != actual.length) {
            throw new IllegalStateException(expected.length + " numbers expected, got " + actual.length);
        }
        double worst = 0;
        double greatest = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - actual[i]);
            if (!Double.isFinite(difference)) {
                return Double.NaN;
            }
            worst = Math.max(worst, difference);
            greatest = Math.max(greatest, Math.abs(expected[i]));
        }
        return worst / greatest;
    }

    /** Returns the greater error; NaN is the greatest. */
    static double worse(double one, double other) {
        return Double.isNaN(one) || Double.isNaN(other) ? Double.NaN : Math.max(one, other);
    }
}
