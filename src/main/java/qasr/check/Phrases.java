package qasr.check;

import java.util.Locale;

/** Numbers in the texts of verdicts. */
final class Phrases {
    static final Verdict NO_SPEECH = new Verdict.Unknown("there is no speech");
    /** No channel is wrong beside another one. */
    static final Verdict ONE_CHANNEL = Verdict.FINE;

    private Phrases() {}

    /** Returns a level such as "-52 dBFS". */
    static String level(double decibels) {
        return Math.round(decibels) + " dBFS";
    }

    /** Returns a share such as "12 %"; with one decimal below 10 %. */
    static String percent(double share) {
        return share < 0.0995
                ? String.format(Locale.ROOT, "%.1f %%", 100 * share)
                : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** Returns a position such as "1:02" or "1:00:02". */
    static String place(double position) {
        long seconds = (long) position;
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** Returns the name of a channel for readers, from 1. */
    static String channel(int index, int count) {
        return count == 2 ? index == 0 ? "the left channel" : "the right channel" : "channel " + (index + 1);
    }
}
