package qasr.align;

import java.util.Arrays;
import qasr.vad.DetectorException;
import qasr.vad.SpeechDetector;

/**
 * Where a stretch of sound has speech, in steps of 8 ms. Immutable.
 *
 * <p>A step has speech if the speech detector finds speech in it. It is active if it is also loud enough to be part of a word: within
 * 30 dB of the loud steps. Pauses of the speaker are speech for the detector if they are short, but they are not active.
 */
public final class SpeechMap {
    /** The length of a step in milliseconds. */
    static final int STEP_MILLIS = 8;

    private static final int STEP_SAMPLES = 128;
    private static final int STEPS_PER_FRAME = SpeechDetector.FRAME_SAMPLES / STEP_SAMPLES;
    private static final double QUIETER_DECIBELS = 30;
    /** The share of the steps with speech that are not louder than the loud ones. */
    private static final double LOUD = 0.95;

    private static final double SILENCE = 1e-10;
    private static final double LEAST_SPEECH = 0.2;

    private final boolean[] speech;
    private final boolean[] active;

    SpeechMap(boolean[] speech, boolean[] active) {
        this.speech = speech.clone();
        this.active = active.clone();
    }

    /**
     * Returns the map of {@code samples}.
     *
     * @param samples mono sound at 16 kHz, finite
     * @param detector the speech detector, which is reset first; if the detector fails, all of the sound counts as speech
     * @param threshold the lowest probability of speech
     */
    public static SpeechMap of(float[] samples, SpeechDetector detector, float threshold) {
        int frames = (samples.length + SpeechDetector.FRAME_SAMPLES - 1) / SpeechDetector.FRAME_SAMPLES;
        int steps = (samples.length + STEP_SAMPLES - 1) / STEP_SAMPLES;
        boolean[] speech = new boolean[steps];
        try {
            detector.reset();
            float[] probabilities =
                    detector.probabilities(Arrays.copyOf(samples, frames * SpeechDetector.FRAME_SAMPLES));
            for (int i = 0; i < steps; i++) {
                speech[i] = probabilities[i / STEPS_PER_FRAME] >= threshold;
            }
        } catch (DetectorException e) {
            Arrays.fill(speech, true);
        }
        return new SpeechMap(speech, active(decibels(samples, steps), speech));
    }

    private static boolean[] active(double[] decibels, boolean[] speech) {
        double[] heard = new double[decibels.length];
        int count = 0;
        for (int i = 0; i < heard.length; i++) {
            if (speech[i]) {
                heard[count++] = decibels[i];
            }
        }
        boolean[] active = new boolean[decibels.length];
        if (count > 0) {
            Arrays.sort(heard, 0, count);
            double least = heard[(int) (LOUD * (count - 1))] - QUIETER_DECIBELS;
            for (int i = 0; i < active.length; i++) {
                active[i] = speech[i] && decibels[i] >= least;
            }
        }
        return active;
    }

    private static double[] decibels(float[] samples, int steps) {
        double[] decibels = new double[steps];
        for (int i = 0; i < steps; i++) {
            int end = Math.min(samples.length, (i + 1) * STEP_SAMPLES);
            double energy = 0;
            for (int k = i * STEP_SAMPLES; k < end; k++) {
                energy += (double) samples[k] * samples[k];
            }
            decibels[i] = 10 * Math.log10(SILENCE + energy / STEP_SAMPLES);
        }
        return decibels;
    }

    /** Returns the number of steps. */
    int steps() {
        return speech.length;
    }

    /** Returns whether {@code step} is loud and has speech; false outside the sound. */
    boolean isActive(int step) {
        return step >= 0 && step < active.length && active[step];
    }

    /** Returns whether the detector found speech in {@code step}; false outside the sound. */
    boolean isSpeech(int step) {
        return step >= 0 && step < speech.length && speech[step];
    }

    /** Returns whether a fifth of the time between two times has speech. An empty range has the step it is in. */
    boolean hasSpeech(int from, int to) {
        int first = from / STEP_MILLIS;
        int end = Math.max(first, Math.max(from, to - 1) / STEP_MILLIS) + 1;
        int count = 0;
        for (int step = first; step < end; step++) {
            count += isSpeech(step) ? 1 : 0;
        }
        return count >= LEAST_SPEECH * (end - first) && count > 0;
    }
}
