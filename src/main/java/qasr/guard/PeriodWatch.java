package qasr.guard;

import java.util.Arrays;

/**
 * Hears a sequence of code points or tokens and tells when its end has been the same stretch over and over, from one
 * element to {@link #LONGEST}.
 *
 * <p>How often is too often depends on the length: laughter, "no, no, no" and the zeros of a phone number stay below it, and
 * nobody says a sentence of forty letters four times, or one of two lines three times, without a change. The published model's own clean-up waits for
 * twenty repeats of at most twenty characters.
 */
final class PeriodWatch {
    /** The longest sentences that people say without a stop: some seventy words. */
    static final int LONGEST = 400;

    private final int patience;
    private int[] heard = new int[256];
    private int length;
    /** How many elements up to the last equal the one {@code index} before them. */
    private final int[] equal = new int[LONGEST + 1];

    private int period;

    /** Takes {@code patience} times the usual number of repeats for true. */
    PeriodWatch(int patience) {
        this.patience = patience;
    }

    private int repeats(int stretch) {
        int usual = stretch == 1
                ? 15
                : stretch == 2 ? 10 : stretch <= 4 ? 8 : stretch <= 9 ? 6 : stretch <= 24 ? 5 : stretch <= 120 ? 4 : 3;
        return usual * patience;
    }

    /** Takes the next element; returns whether the sequence goes in circles. */
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

    /** Returns how long what is repeated is, or 0 if nothing is too often. */
    int period() {
        return period;
    }

    /** Returns the place of the first element of the first repeat, right after a circle was found. */
    int start() {
        return length - period - equal[period];
    }
}
