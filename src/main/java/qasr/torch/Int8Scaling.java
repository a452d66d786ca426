package qasr.torch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The best scaling of a matrix for 8 bits.
 *
 * @param strength the share of its input channels' scale that is moved into it
 * @param plainError the median error of its rows without moving, relative to the rows' lengths
 * @param medianError the median error with {@code strength}
 * @param worstError the error of the worst row
 * @param entry the entry for the recipe
 */
record Int8Scaling(double strength, double plainError, double medianError, double worstError, Int8Recipe.Entry entry) {
    /** The strengths to try. 0 moves nothing; 1 gives all channels the same scale. */
    private static final List<Double> STRENGTHS = List.of(0.0, 0.25, 0.4, 0.5, 0.6, 0.75);
    /** The weight of the worst row beside the median row in comparisons. */
    private static final double WORST_SHARE = 0.1;
    /**
     * A scaling is used only if its error is at most this share of the error without calibration. Smaller gains may be
     * chance, and channels in 16 bits cost time.
     */
    private static final double WORTHWHILE = 0.9;

    private static final int MOST_CHANNELS = 32;
    /** At most one channel in this number stays in 16 bits. */
    private static final int ONE_CHANNEL_IN = 8;

    /** Input rows of a matrix, [N, in], and the largest magnitude of each channel over all inputs, [in]. */
    record Inputs(Tensor rows, Tensor peaks) {}

    /** Returns a score; smaller is better. */
    double badness() {
        return Double.isFinite(worstError) ? medianError + WORST_SHARE * worstError : Double.MAX_VALUE;
    }

    /**
     * Tries all scalings of {@code weight} [out, in] in float32 and returns the best.
     *
     * @param untried the divisors of the inputs without calibration, [in]
     */
    static Int8Scaling best(Scripts scripts, Inputs inputs, Tensor weight, Tensor untried) {
        Trials trials = new Trials(scripts, inputs, weight, torch.linear(inputs.rows, weight));
        long most = Math.min(MOST_CHANNELS, weight.size(1) / ONE_CHANNEL_IN);
        Tensor none = Values.longs();
        Tensor outliers = scripts.tensor("outliers_of", Values.of(inputs.peaks), Values.of(most));
        List<Int8Scaling> moved = trials.all(none);
        Int8Scaling best = trials.of(none, 0, untried).orBetter(least(moved));
        if (outliers.numel() > 0) {
            best = best.orBetter(least(trials.all(outliers)));
        }
        return new Int8Scaling(best.strength, moved.get(0).medianError, best.medianError, best.worstError, best.entry);
    }

    private static Int8Scaling least(List<Int8Scaling> trials) {
        return trials.stream()
                .min(Comparator.comparingDouble(Int8Scaling::badness))
                .orElseThrow();
    }

    private Int8Scaling orBetter(Int8Scaling other) {
        return other.badness() < WORTHWHILE * badness() ? other : this;
    }

    private record Trials(Scripts scripts, Inputs inputs, Tensor weight, Tensor wanted) {
        /** Returns the scalings of all strengths, with {@code channels} in 16 bits. */
        List<Int8Scaling> all(Tensor channels) {
            List<Int8Scaling> trials = new ArrayList<>();
            for (double strength : STRENGTHS) {
                try (PointerScope scope = new PointerScope()) {
                    Tensor smoothing = scripts.tensor(
                            "smoothing_of",
                            Values.of(inputs.peaks),
                            Values.of(weight),
                            Values.of(channels),
                            Values.of(strength));
                    trials.add(of(channels, strength, smoothing));
                }
            }
            return trials;
        }

        Int8Scaling of(Tensor channels, double strength, Tensor smoothing) {
            IValue matrix = scripts.call(
                    "int8_matrix", Values.of(weight), Values.of(smoothing), Values.of(channels), Values.of(false));
            float[] errors =
                    Values.toFloats(scripts.tensor("int8_error", Values.of(inputs.rows), Values.of(wanted), matrix));
            List<Integer> exponents = new ArrayList<>();
            for (float factor : Values.toFloats(smoothing)) {
                exponents.add(Math.getExponent(factor));
            }
            if (exponents.stream().allMatch(exponent -> exponent == 0)) {
                exponents.clear();
            }
            List<Integer> beside = new ArrayList<>();
            for (double channel : Values.toDoubles(channels.to(torch.ScalarType.Double))) {
                beside.add((int) channel);
            }
            return new Int8Scaling(
                    strength, errors[0], errors[0], errors[1], new Int8Recipe.Entry(true, exponents, beside));
        }
    }
}
