package qasr.guard;

import java.util.Arrays;

/**
 * Detects a sequence of code points or tokens that ends in repeats of the same period, from one element to {@link
 * #LONGEST}.
 *
 * <p>The number of repeats that counts as a loop depends on the period. Laughter, "no, no, no" and the zeros of a phone
 * number stay below it. Nobody says a sentence of forty letters four times, or one of two lines three times, without a
 * change. The published model's own clean-up waits for twenty repeats of at most twenty characters.
 */
final class PeriodWatch {
    /** The longest period, in elements: a sentence of about seventy words. */
    static final int LONGEST = 400;

    private final int patience;
    private int[] heard = new int[256];
    private int length;
    /** For each period: the number of last elements in a row that equal the element one period earlier. */
    private final int[] equal = new int[LONGEST + 1];

    private int period;

    /** Creates a watch that allows {@code patience} times the usual number of repeats. */
    PeriodWatch(int patience) {
        this.patience = patience;
    }

    private int repeats(int stretch) {
        int usual = stretch == 1
                ? 15
                : stretch == 2 ? 10 : stretch <= 4 ? 8 : stretch <= 9 ? 6 : stretch <= 24 ? 5 : stretch <= 120 ? 4 : 3;
        return usual * patience;
    }

    /** Adds the next element; returns whether the sequence is a loop. */
    boolean add(int element) {
        if (length == heard.length) {
            heard = Arrays.copyOf(heard, 2 * length);
        }
        heard[length++] = element;
        for (int stretch = 1; stretch <= LONGEST && stretch < length; stretch++) {
            boolean same = heard[length - 1 - stretch] == element;
            equal[stretch] = same ? equal[stretch] + 1 : 0;
            if (same && period == 0 && equal[stretch] >= stretch * (repeats(stretch) - 1)) {
                period = stretch;
            }
        }
        return period > 0;
    }

    /** Returns the period of the loop in elements, or 0 if there is no loop. */
    int period() {
        return period;
    }

    /** Returns the index of the first element of the first repeat. Valid right after a loop was found. */
    int start() {
        return length - period - equal[period];
    }
}
