package qasr.ffmpeg;

import java.util.Arrays;
import qasr.audio.Waveform;

/**
 * Follows the level of the noise, and tells it to FFmpeg's {@code afftdn}. It is between the sound and the filter's graph, and
 * holds two seconds of sound.
 *
 * <p>Why: with a fixed level, the filter takes the speech of a quiet recording for noise. Its own tracking (tn) follows noise
 * below -55 dB only: of white noise at -39 dB it removes 0.7 dB.
 *
 * <p>The noise is the quietest tenth of the frames of 20 ms, from eight seconds before the sound to two seconds after it. So
 * speech at the very beginning is not taken for noise.
 */
final class NoiseFloor {
    private static final int FRAME_SAMPLES = Waveform.SAMPLE_RATE / 50;
    /** The level is told for so many samples at once. */
    static final int BLOCK_SAMPLES = 10 * FRAME_SAMPLES;

    private static final int FRAMES = 500;
    private static final int AHEAD_SAMPLES = 2 * Waveform.SAMPLE_RATE;
    private static final double QUIETEST_SHARE = 0.1;
    /** The quietest frames of noise are below its mean level. */
    private static final double MARGIN = 3;
    /** The range of the filter's option. */
    private static final int LOWEST = -80;

    private static final int HIGHEST = -20;
    private static final double DIGITAL_SILENCE = -100;

    private final FilterGraph graph;
    private final double[] levels = new double[FRAMES];
    private long frames;
    private final float[] waiting = new float[BLOCK_SAMPLES + AHEAD_SAMPLES];
    private int filled;
    private int measured;
    private int told = LOWEST;

    NoiseFloor(FilterGraph graph) {
        this.graph = graph;
    }

    /** Passes samples on to the graph, two seconds later. */
    void push(float[] sound, int offset, int count) {
        for (int taken = 0; taken < count; ) {
            int part = Math.min(count - taken, waiting.length - filled);
            System.arraycopy(sound, offset + taken, waiting, filled, part);
            filled += part;
            taken += part;
            measure();
            if (filled == waiting.length) {
                pass(BLOCK_SAMPLES);
            }
        }
    }

    /** Passes the rest on. */
    void finish() {
        while (filled > 0) {
            pass(Math.min(BLOCK_SAMPLES, filled));
        }
    }

    private void measure() {
        for (; measured + FRAME_SAMPLES <= filled; measured += FRAME_SAMPLES) {
            double power = 1e-20;
            for (int i = measured; i < measured + FRAME_SAMPLES; i++) {
                power += waiting[i] * (double) waiting[i] / FRAME_SAMPLES;
            }
            levels[(int) (frames++ % FRAMES)] = 10 * Math.log10(power);
        }
    }

    private void pass(int count) {
        int level = level();
        if (level != told) {
            told = level;
            graph.command("nf", String.valueOf(level));
        }
        graph.push(waiting, 0, count);
        filled -= count;
        measured -= Math.min(measured, count);
        System.arraycopy(waiting, count, waiting, 0, filled);
    }

    /** Returns the level of the noise in dB relative to full scale, as the filter takes it. */
    private int level() {
        double[] sorted = Arrays.stream(levels, 0, (int) Math.min(frames, FRAMES))
                .filter(level -> level > DIGITAL_SILENCE)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return LOWEST;
        }
        double quiet = sorted[(int) (QUIETEST_SHARE * sorted.length)];
        return (int) Math.max(LOWEST, Math.min(HIGHEST, Math.round(quiet + MARGIN)));
    }
}
