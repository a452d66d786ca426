package qasr.torch;

/** The likeliest token of each row of a batch. */
final class Choices {
    private final double[] values;

    /** Takes what the script's function "choose" returns, [3, rows]. */
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

    /** Returns whether every logit was a finite number; if not, the token means nothing. */
    boolean finite(int row) {
        return values[2 * rows() + row] != 0;
    }
}
