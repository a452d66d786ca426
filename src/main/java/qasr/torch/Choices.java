package qasr.torch;

/** The likeliest token of each row of a batch. */
final class Choices {
    private final double[] values;

    /** Creates choices from the result of the script's function "choose", [3, rows]. */
    Choices(double[] values) {
        this.values = values;
    }

    private int rows() {
        return values.length / 3;
    }

    int token(int row) {
        return (int) values[row];
    }

    /**
     * Returns how many of the proposals are right, if the rows are the choices after each of {@code tokens}, the first of
     * which is no proposal. Each must be the choice after the one before it, and none is right after a wrong one.
     */
    int right(int[] tokens) {
        int right = 0;
        while (right < tokens.length - 1 && token(right) == tokens[right + 1]) {
            right++;
        }
        return right;
    }

    /** Returns the natural logarithm of the token's probability. */
    float logProbability(int row) {
        return (float) values[rows() + row];
    }

    /** Returns whether every logit was finite; if not, the token is meaningless. */
    boolean finite(int row) {
        return values[2 * rows() + row] != 0;
    }
}
