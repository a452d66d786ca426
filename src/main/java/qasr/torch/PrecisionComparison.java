package qasr.torch;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import qasr.audio.Waveform;

/**
 * How far the logits of one precision are from another's, after the same tokens.
 *
 * @param tokens how many positions were compared
 * @param changed at how many of them another token is the likeliest
 * @param worstLogitError the greatest difference of two logits, in standard deviations of the reference's logits there
 */
record PrecisionComparison(int tokens, int changed, double worstLogitError) {
    static final PrecisionComparison NOTHING = new PrecisionComparison(0, 0, 0);

    /** Returns what {@code other} says when it is made to say what {@code reference} says. */
    static PrecisionComparison of(ForcedRun reference, ForcedRun other, List<Waveform> chunks, int most) {
        PrecisionComparison sum = NOTHING;
        for (Waveform chunk : chunks) {
            try (PointerScope scope = new PointerScope()) {
                ForcedRun.Said wanted = reference.greedy(chunk, most);
                sum = sum.plus(of(wanted, other.forced(chunk, wanted.tokens())));
            }
        }
        return sum;
    }

    private static PrecisionComparison of(ForcedRun.Said wanted, ForcedRun.Said got) {
        int changed = 0;
        for (int i = 0; i < wanted.tokens().size(); i++) {
            changed += wanted.tokens().get(i).equals(got.tokens().get(i)) ? 0 : 1;
        }
        Tensor errors = got.logits().sub(wanted.logits()).abs_().amax(new long[] {1}, false);
        Tensor worst = errors.div(wanted.logits().std(1)).max();
        return new PrecisionComparison(wanted.tokens().size(), changed, worst.item_double());
    }

    PrecisionComparison plus(PrecisionComparison other) {
        return new PrecisionComparison(
                tokens + other.tokens, changed + other.changed, Math.max(worstLogitError, other.worstLogitError));
    }

    /** Returns the share of tokens that are others. */
    double share() {
        return tokens == 0 ? 0 : (double) changed / tokens;
    }
}
