package qasr.model;

/**
 * A penalty that makes recent tokens less likely: a positive logit is divided by {@code factor}, a negative logit is
 * multiplied by it (Keskar et al. 2019, CTRL, section 4.1). Ports of this model leave loops with 1.1 to 1.3.
 *
 * @param factor at least 1; 1 changes nothing
 * @param window the number of recent tokens that get the penalty
 */
public record RepetitionPenalty(double factor, int window) {
    /** No penalty. */
    public static final RepetitionPenalty NONE = new RepetitionPenalty(1, 0);

    public RepetitionPenalty {
        if (!(factor >= 1) || window < 0) {
            throw new IllegalArgumentException("a penalty of " + factor + " over " + window + " tokens");
        }
    }

    /** Returns whether there is no penalty. */
    public boolean isNone() {
        return factor == 1 || window == 0;
    }
}
