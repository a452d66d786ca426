package qasr.model;

/**
 * Makes tokens that were said lately less likely: a positive logit is divided by {@code factor}, a negative one
 * multiplied with it (Keskar et al. 2019, CTRL, section 4.1). Ports of this model get out of loops with 1.1 to 1.3.
 *
 * @param factor at least 1; 1 changes nothing
 * @param window how many of the latest tokens count
 */
public record RepetitionPenalty(double factor, int window) {
    /** Changes nothing. */
    public static final RepetitionPenalty NONE = new RepetitionPenalty(1, 0);

    public RepetitionPenalty {
        if (!(factor >= 1) || window < 0) {
            throw new IllegalArgumentException("a penalty of " + factor + " over " + window + " tokens");
        }
    }

    /** Tells whether it changes anything. */
    public boolean isNone() {
        return factor == 1 || window == 0;
    }
}
