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

    /** Returns the natural logarithm of the token's probability. */
    float logProbability(int row) {
        return (float) values[rows() + row];
    }

    /** Returns whether every logit was finite; if not, the token is meaningless. */
    boolean finite(int row) {
        return values[2 * rows() + row] != 0;
    }
}
