package qasr.ffmpeg;

import qasr.audio.AudioException;

/** The plausible sample rates of a recording. Other rates mean a damaged header. */
final class Rates {
    /** The lowest rate: there is no speech below 500 Hz only. */
    private static final int LOWEST = 1000;
    /** Ultrasound is recorded at up to some MHz, and DSD comes as eighths of 22.6 MHz at most. */
    private static final int HIGHEST = 16_000_000;

    private Rates() {}

    /** Returns whether a decoder's rate is plausible. */
    static boolean isPlausible(int rate) {
        return rate >= LOWEST && rate <= HIGHEST;
    }

    /**
     * Checks that a header's rate is plausible; 0 means that the decoder determines the rate.
     *
     * @throws AudioException if the rate is not plausible
     */
    static void check(int rate) throws AudioException {
        if (rate != 0 && !isPlausible(rate)) {
            throw new AudioException("its header is damaged: it states " + Integer.toUnsignedString(rate)
                    + " samples per second, but sound has " + LOWEST + " to " + HIGHEST);
        }
    }
}
