package qasr.ffmpeg;

import qasr.audio.AudioException;

/** Which sample rates a recording may have: beyond them, a header is damaged. */
final class Rates {
    /** Speech of less than 500 Hz is none. */
    private static final int LOWEST = 1000;
    /** Ultrasound is recorded at up to some MHz, and DSD comes as eighths of 22.6 MHz at most. */
    private static final int HIGHEST = 16_000_000;

    private Rates() {}

    /** Tells whether a decoder's rate can be right. */
    static boolean isPlausible(int rate) {
        return rate >= LOWEST && rate <= HIGHEST;
    }

    /**
     * Makes sure that a header's rate can be right; 0 is one that the header leaves to the decoder.
     *
     * @throws AudioException if it cannot
     */
    static void check(int rate) throws AudioException {
        if (rate != 0 && !isPlausible(rate)) {
            throw new AudioException("its header is damaged: it says " + Integer.toUnsignedString(rate)
                    + " samples per second, and sound has " + LOWEST + " to " + HIGHEST);
        }
    }
}
