package qasr.align;

import java.util.Arrays;
import qasr.audio.Waveform;
import qasr.model.CharacterScores;

/** The level of a sound in steps of 10 ms, in decibels of full scale, and what counts as quiet beside speech. */
final class SoundLevel {
    /** Milliseconds per step. */
    static final int STEP = 10;

    private static final int STEP_SAMPLES = Waveform.SAMPLE_RATE / 1000 * STEP;
    private static final float LEAST = -80;
    private static final float BELOW_SPEECH = 35;
    private static final float ABOVE_NOISE = 6;

    /** A quiet place of this length is a pause; the closures of consonants are shorter. */
    private static final int PAUSE_STEPS = 18;

    private static final float PAUSE_BELOW_SPEECH = 48; // some speakers are much quieter than others

    private final float[] levels;
    private final float noise;

    /** Takes mono samples at 16 kHz. */
    SoundLevel(float[] samples) {
        levels = new float[Math.max(1, samples.length / STEP_SAMPLES)];
        for (int step = 0; step < levels.length; step++) {
            int start = step * STEP_SAMPLES;
            int end = Math.min(samples.length, start + STEP_SAMPLES);
            double energy = 0;
            for (int i = start; i < end; i++) {
                energy += samples[i] * samples[i];
            }
            levels[step] = (float) Math.max(LEAST, 10 * Math.log10(energy / STEP_SAMPLES + 1e-12));
        }
        float[] sorted = levels.clone();
        Arrays.sort(sorted);
        noise = sorted[sorted.length / 10];
    }

    /** Returns the number of steps. */
    int steps() {
        return levels.length;
    }

    /** Returns the step at {@code milliseconds}, or the nearest one. */
    int step(double milliseconds) {
        return Math.max(0, Math.min(levels.length - 1, (int) (milliseconds / STEP)));
    }

    /** Returns the level of a step. */
    float at(int step) {
        return levels[step];
    }

    /** Returns the greatest level of the steps from {@code first} to {@code last}. */
    float greatest(int first, int last) {
        float greatest = LEAST;
        for (int step = first; step <= last; step++) {
            greatest = Math.max(greatest, levels[step]);
        }
        return greatest;
    }

    /** Returns the level below which a step is quiet beside speech whose greatest level is {@code speech}. */
    float quiet(float speech) {
        return Math.max(speech - BELOW_SPEECH, noise + Math.min(ABOVE_NOISE, (speech - noise) / 2));
    }

    /** Returns for each frame of {@code scores} whether all of it lies in a pause of the whole sound. */
    boolean[] pauses(CharacterScores scores) {
        float speech = greatest(0, levels.length - 1);
        float quiet = Math.max(speech - PAUSE_BELOW_SPEECH, noise + Math.min(ABOVE_NOISE / 2, (speech - noise) / 4));
        boolean[] silent = new boolean[levels.length];
        for (int step = 0, run = 0; step < levels.length; step++) {
            run = levels[step] < quiet ? run + 1 : 0;
            if (run == PAUSE_STEPS) {
                Arrays.fill(silent, step + 1 - run, step + 1, true);
            } else if (run > PAUSE_STEPS) {
                silent[step] = true;
            }
        }
        boolean[] frames = new boolean[scores.frames()];
        for (int frame = 0; frame < frames.length; frame++) {
            frames[frame] = true;
            for (int step = step(scores.edge(frame)); step <= step(scores.edge(frame + 1)); step++) {
                frames[frame] &= silent[step];
            }
        }
        return frames;
    }

    /** Returns the quietest of the steps from {@code first} to {@code last}, with its neighbours. */
    int quietest(int first, int last) {
        int quietest = first;
        float least = Float.POSITIVE_INFINITY;
        for (int step = first; step <= last; step++) {
            float level = levels[Math.max(0, step - 1)] + levels[step] + levels[Math.min(levels.length - 1, step + 1)];
            if (level < least) {
                least = level;
                quietest = step;
            }
        }
        return quietest;
    }
}
