package qasr.vad;

import java.util.Optional;
import qasr.audio.Waveform;

/**
 * Finds whether speech has passed a telephone line: it was sampled at 8 kHz, so nothing is above 4 kHz, even if the file
 * has a higher sample rate.
 *
 * <p>Use: create one object per recording (or channel). Pass it speech at 16 kHz with {@link #accept}, each call one
 * contiguous piece, such as the frames in which a detector finds speech, or a whole {@link Chunk#waveform}. Ask {@link
 * #verdict} at the end, or at any time. Sound before any filter is best: a low pass makes all speech narrow.
 *
 * <pre>{@code
 * NarrowBand band = new NarrowBand();
 * for (each chunk) {
 *     float[] speech = chunk.waveform().toArray();
 *     band.accept(speech, 0, speech.length);
 * }
 * boolean phone = band.verdict().orElse(false);
 * }</pre>
 *
 * <p>Each frame of 32 ms gives the share of its power above 4.5 kHz. Consonants such as "s" have most of their power there,
 * so the mean share of wide-band speech is high, even if its vowels have none. Speech is narrow-band if the mean share is
 * small, the mean spectrum falls at 4 kHz, and this fall is steeper than the slope below it. The last condition protects
 * sound that is only dark, such as music or a muffled microphone: its power falls evenly. Frames far below the loudest do
 * not count, because noise fills them.
 *
 * <p>The limits are between what was measured on 14 recordings of speech. Through G.711, GSM, AMR-NB and Opus at 8 kHz, and
 * from these through MP3, AAC, WMA and 16-bit PCM 30 dB below: share at most -33, fall at least 22, steepening at least
 * 16 dB. Wide-band, through MP3 at 24 to 64 kbit/s, G.722, Opus at 14 kbit/s, 11 kHz and 35 dB below: share at least -33,
 * fall at most 16, steepening at most 10 dB. With a low pass of 12 dB per octave at 1.5 or 2.5 kHz: steepening up to 17
 * dB, but with a fall of at most 18 dB.
 *
 * <p>Memory: a few kilobytes for any length. One thread.
 */
public final class NarrowBand {
    /** The samples of one frame: those of a VAD frame, 32 ms. */
    public static final int FRAME_SAMPLES = SpeechDetector.FRAME_SAMPLES;

    private static final double BIN_HERTZ = (double) Waveform.SAMPLE_RATE / FRAME_SAMPLES;
    private static final int LOWEST = bin(200);
    private static final int MIDDLE = bin(1600);
    private static final int MIDDLE_END = bin(2400);
    private static final int BELOW = bin(2600);
    private static final int BELOW_END = bin(3400);
    private static final int ABOVE = bin(4500);
    private static final int BEYOND_END = bin(5300);
    /** The decoder's resampler falls off from 7.2 kHz. */
    private static final int ABOVE_END = bin(7200);

    /** The least number of loud frames for a verdict: a second. */
    private static final int LEAST_FRAMES = 30;

    /** The frames that count are within this level of the loudest twentieth of all frames. */
    private static final int RANGE_DECIBELS = 30;

    private static final double LOUDEST_SHARE = 0.05;

    /** Levels are counted in steps of 1 dB, from 0 dBFS down. */
    private static final int LEVELS = 100;

    private static final double MAX_SHARE = -32;
    private static final double MIN_FALL = 19;
    private static final double MIN_STEEPENING = 15.5;

    /** The power of a full-scale sine in the spectrum under a Hann window, in all of its bins together. */
    private static final double FULL_SCALE = 3.0 / 32 * FRAME_SAMPLES * FRAME_SAMPLES;

    private final Spectrum spectrum = new Spectrum(FRAME_SAMPLES);
    private final long[] frames = new long[LEVELS];
    private final double[] above = new double[LEVELS];
    private final double[] middle = new double[LEVELS];
    private final double[] below = new double[LEVELS];
    private final double[] beyond = new double[LEVELS];

    /**
     * The measurement so far, in decibels.
     *
     * @param share the mean share of the power above 4.5 kHz
     * @param fall the fall of the mean spectrum from 2.6-3.4 to 4.5-5.3 kHz
     * @param slope the fall from 1.6-2.4 to 2.6-3.4 kHz, or 0 if it rises
     * @param seconds the length of the speech that was loud enough to count
     */
    public record Measured(double share, double fall, double slope, double seconds) {
        /** Returns whether the speech is narrow-band. */
        public boolean isNarrow() {
            return share <= MAX_SHARE && fall >= MIN_FALL && fall - slope >= MIN_STEEPENING;
        }
    }

    private static int bin(double hertz) {
        return (int) Math.round(hertz / BIN_HERTZ);
    }

    /** Measures one contiguous piece of speech at 16 kHz; what is left after its last whole frame is ignored. */
    public void accept(float[] samples, int offset, int length) {
        for (int at = offset; at + FRAME_SAMPLES <= offset + length; at += FRAME_SAMPLES) {
            spectrum.transform(samples, at);
            double all = power(LOWEST, ABOVE_END);
            if (!(all > 0) || Double.isInfinite(all)) {
                continue; // digital silence, or samples that are not finite
            }
            int level = (int) Math.round(-10 * Math.log10(all / FULL_SCALE));
            if (level < LEVELS) {
                int step = Math.max(0, level);
                frames[step]++;
                above[step] += power(ABOVE, ABOVE_END) / all;
                middle[step] += power(MIDDLE, MIDDLE_END) / all;
                below[step] += power(BELOW, BELOW_END) / all;
                beyond[step] += power(ABOVE, BEYOND_END) / all;
            }
        }
    }

    private double power(int from, int to) {
        double sum = 0;
        for (int bin = from; bin < to; bin++) {
            sum += spectrum.power(bin);
        }
        return sum;
    }

    /** Returns the measurement so far, or empty if there was less than a second of speech. */
    public Optional<Measured> measured() {
        long all = 0;
        for (long count : frames) {
            all += count;
        }
        int loudest = 0;
        for (long louder = frames[0]; louder < LOUDEST_SHARE * all; louder += frames[loudest]) {
            loudest++;
        }
        int quietest = Math.min(LEVELS - 1, loudest + RANGE_DECIBELS);
        long counted = 0;
        for (int level = 0; level <= quietest; level++) {
            counted += frames[level];
        }
        if (counted < LEAST_FRAMES) {
            return Optional.empty();
        }
        double slope = decibels(middle, quietest, counted) - decibels(below, quietest, counted);
        return Optional.of(new Measured(
                decibels(above, quietest, counted),
                decibels(below, quietest, counted) - decibels(beyond, quietest, counted),
                Math.max(0, slope),
                (double) counted * FRAME_SAMPLES / Waveform.SAMPLE_RATE));
    }

    private static double decibels(double[] shares, int quietest, long frames) {
        double sum = 0;
        for (int level = 0; level <= quietest; level++) {
            sum += shares[level];
        }
        return 10 * Math.log10(Math.max(sum / frames, 1e-15));
    }

    /** Returns whether the speech so far is narrow-band, or empty if there was less than a second of it. */
    public Optional<Boolean> verdict() {
        return measured().map(Measured::isNarrow);
    }
}
