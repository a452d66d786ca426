package qasr.audio;

import java.util.Locale;

/**
 * The channels of a recording to decode.
 *
 * @param way how the channels become streams of samples
 * @param number the channel for {@link Way#ONE}, 1 for the first in FFmpeg's order; otherwise 0
 */
public record Channels(Way way, int number) {
    /** The ways to decode channels. */
    public enum Way {
        /** All channels are mixed to one stream. */
        MIX,
        /** One channel is one stream; the others are ignored. */
        ONE,
        /** Each channel is a stream of its own. */
        SPLIT
    }

    /** All channels mixed to one. */
    public static final Channels MIX = new Channels(Way.MIX, 0);

    /** Each channel on its own. */
    public static final Channels SPLIT = new Channels(Way.SPLIT, 0);

    private static final int MOST = 1024;

    public Channels {
        if (way == Way.ONE ? number < 1 || number > MOST : number != 0) {
            throw new IllegalArgumentException("there is no channel " + number + ": channels count from 1");
        }
    }

    /** Returns channel {@code number} alone, 1 for the first. */
    public static Channels one(int number) {
        return new Channels(Way.ONE, number);
    }

    /**
     * Parses "mix", "left", "right", "split" or the number of a channel.
     *
     * @throws IllegalArgumentException if {@code text} is none of these; the message quotes it
     */
    public static Channels parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "mix" -> MIX;
            case "split" -> SPLIT;
            case "left" -> one(1);
            case "right" -> one(2);
            default -> one(number(text));
        };
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not mix, left, right, split or the number of a channel", e);
        }
    }

    /** Returns whether each channel is a stream of its own. */
    public boolean areSplit() {
        return way == Way.SPLIT;
    }

    /** Returns whether {@code text} is the name of one of {@code count} channels. */
    public static boolean isName(String text, int count) {
        for (int number = 1; number <= count; number++) {
            if (text.equals(name(number, count))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the name of channel {@code number} of {@code count}: "left" and "right" of two, else "channel 3". */
    public static String name(int number, int count) {
        return count != 2 ? "channel " + number : number == 1 ? "left" : "right";
    }
}
