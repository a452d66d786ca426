package qasr.vad;

import java.util.Arrays;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/**
 * The gain of a channel that is heard alone. The quiet side of a call is made as loud as a recording usually is, -26 dB
 * (root mean square of the loud parts), by at most 30 dB; nothing is made quieter, and nothing is clipped.
 */
final class OwnGain {
    private static final double USUAL = 0.05;
    private static final double MOST = 31.6;
    /** Full scale with some room, so that a gain never clips. */
    private static final double PEAK = 0.95;
    /** The share of the loudest frame's energy from which a frame counts as loud: -15 dB. */
    private static final double LOUD = 0.03;
    /** A smaller change than 2 dB is not worth it. */
    private static final double LEAST = 1.26;
    /** The decay of the loudness in each second: half a decibel. */
    private static final double FORGOTTEN = Math.pow(10, -0.05);

    private double loudness;
    private double gain = 1;

    /** Returns {@code chunk} with the gain that its speech needs. */
    static Chunk applied(Chunk chunk) {
        SampleRange heard = chunk.heard();
        int from = (int) (heard.start() - chunk.range().start());
        float[] samples = chunk.waveform().toArray();
        double power = loudPower(samples, from, Math.min(samples.length, from + (int) heard.length()));
        double factor = factor(power, peak(samples));
        return factor == 1 ? chunk : chunk.with(Waveform.of(times(samples, 1, factor, 0)), chunk.speech());
    }

    /**
     * Returns the next block of a channel for the speech detector. The gain follows the loudest parts, so that speech
     * after a long silence is heard with a gain that fits.
     */
    float[] followed(float[] block) {
        double seconds = (double) block.length / Waveform.SAMPLE_RATE;
        loudness = Math.max(loudness * Math.pow(FORGOTTEN, seconds), loudPower(block, 0, block.length));
        double before = gain;
        gain = factor(loudness, peak(block));
        return before == 1 && gain == 1 ? block : times(block, before, gain, SpeechDetector.FRAME_SAMPLES);
    }

    private static double factor(double power, double peak) {
        if (power <= 0) {
            return 1;
        }
        double factor = Math.min(Math.min(MOST, USUAL / Math.sqrt(power)), PEAK / Math.max(peak, 1e-9));
        return factor < LEAST ? 1 : factor;
    }

    /** Returns the mean power of the loud frames of {@code samples[from, to)}. */
    private static double loudPower(float[] samples, int from, int to) {
        int frames = Math.max(0, (to - from) / SpeechDetector.FRAME_SAMPLES);
        double[] powers = new double[frames];
        for (int frame = 0; frame < frames; frame++) {
            int start = from + frame * SpeechDetector.FRAME_SAMPLES;
            for (int i = start; i < start + SpeechDetector.FRAME_SAMPLES; i++) {
                powers[frame] += samples[i] * (double) samples[i] / SpeechDetector.FRAME_SAMPLES;
            }
        }
        double most = Arrays.stream(powers).max().orElse(0);
        return Arrays.stream(powers)
                .filter(power -> power >= LOUD * most)
                .average()
                .orElse(0);
    }

    private static double peak(float[] samples) {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    /** Returns {@code samples} with a gain that changes from {@code before} to {@code after} in {@code ramp} samples. */
    private static float[] times(float[] samples, double before, double after, int ramp) {
        float[] louder = new float[samples.length];
        for (int i = 0; i < louder.length; i++) {
            double factor = i < ramp ? before + (after - before) * i / ramp : after;
            louder[i] = (float) Math.max(-1, Math.min(1, factor * samples[i]));
        }
        return louder;
    }
}
