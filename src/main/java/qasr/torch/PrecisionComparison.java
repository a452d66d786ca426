package qasr.torch;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import qasr.audio.Waveform;

/**
 * The difference between the logits of two precisions after the same tokens.
 *
 * @param tokens the number of compared positions
 * @param changed the number of positions at which another token is the likeliest
 * @param worstLogitError the largest difference of two logits, in standard deviations of the reference's logits at the
 *     position
 * @param meanLogitError the root mean square difference at a position, in the same unit, averaged over all positions
 */
record PrecisionComparison(int tokens, int changed, double worstLogitError, double meanLogitError) {
    static final PrecisionComparison NOTHING = new PrecisionComparison(0, 0, 0, 0);

    /** Compares {@code other} with {@code reference}, for the tokens that {@code reference} chooses. */
    static PrecisionComparison of(ForcedRun reference, ForcedRun other, List<Waveform> chunks, int most) {
        PrecisionComparison sum = NOTHING;
        for (Waveform chunk : chunks) {
            try (PointerScope scope = new PointerScope()) {
                Tensor heard = reference.hear(chunk);
                List<Integer> tokens = reference.greedy(List.of(heard), most).get(0);
                sum = sum.plus(of(reference.forced(heard, tokens), other.forced(other.hear(chunk), tokens)));
            }
        }
        return sum;
    }

    /** Compares the logits of two runs over the same tokens. */
    static PrecisionComparison of(ForcedRun.Said wanted, ForcedRun.Said got) {
        Tensor errors = got.logits().sub(wanted.logits());
        Tensor spread = wanted.logits().std(1);
        double worst =
                errors.abs().amax(new long[] {1}, false).div(spread).max().item_double();
        double mean = errors.square()
                .mean(new long[] {1}, false, new ScalarTypeOptional())
                .sqrt()
                .div(spread)
                .mean()
                .item_double();
        return new PrecisionComparison(wanted.tokens().size(), changed(wanted.tokens(), got.tokens()), worst, mean);
    }

    private static int changed(List<Integer> wanted, List<Integer> got) {
        int changed = 0;
        for (int i = 0; i < wanted.size(); i++) {
            changed += wanted.get(i).equals(got.get(i)) ? 0 : 1;
        }
        return changed;
    }

    PrecisionComparison plus(PrecisionComparison other) {
        int all = tokens + other.tokens;
        double mean = all == 0 ? 0 : (tokens * meanLogitError + other.tokens * other.meanLogitError) / all;
        return new PrecisionComparison(
                all, changed + other.changed, Math.max(worstLogitError, other.worstLogitError), mean);
    }

    /** Returns the share of positions with another token. */
    double share() {
        return tokens == 0 ? 0 : (double) changed / tokens;
    }
}
