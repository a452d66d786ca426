package qasr.align;

import java.util.Arrays;

/**
 * The most probable path through the frames of a sound in which all characters of a text are spoken in order (Viterbi over the
 * connectionist states: a blank, the first character, a blank, the second, ...).
 *
 * <p>A character may stay for several frames. Between equal characters a blank is needed; elsewhere it may be missing.
 * Between units and at the ends the blank also stands for a space. Memory: a quarter of a byte per frame and state,
 * 16 MB for 180 s of the fastest speech.
 *
 * @param first the first frame of each character
 * @param last the last frame of each character
 * @param states the state of each frame: 2 i + 1 for character i, 2 i for the blank before it
 */
@SuppressWarnings("ArrayRecordComponent") // made once and never compared
record CharacterPath(int[] first, int[] last, int[] states) {
    private static final float NEVER = Float.NEGATIVE_INFINITY;

    /**
     * Finds the path.
     *
     * @throws IllegalArgumentException if there are fewer frames than {@link UnitCharacters#leastFrames}
     */
    static CharacterPath find(StateScores scores, UnitCharacters text) {
        if (scores.frames() < text.leastFrames()) {
            throw new IllegalArgumentException(text.count() + " characters in " + scores.frames() + " frames");
        }
        return new Trellis(scores, text).path();
    }

    /** The forward pass, with back pointers. */
    private static final class Trellis {
        private final StateScores emissions;
        private final UnitCharacters text;
        private final int frames;
        private final int states;
        private final byte[][] steps; // two bits per state: how many states back

        Trellis(StateScores emissions, UnitCharacters text) {
            this.emissions = emissions;
            this.text = text;
            frames = emissions.frames();
            states = 2 * text.count() + 1;
            steps = new byte[frames][(states + 3) / 4];
        }

        CharacterPath path() {
            float[] before = new float[states];
            float[] now = new float[states];
            Arrays.fill(before, NEVER);
            before[0] = emissions.at(0, 0);
            before[1] = emissions.at(0, 1);
            for (int frame = 1; frame < frames; frame++) {
                advance(frame, before, now);
                float[] other = before;
                before = now;
                now = other;
            }
            return back(before[states - 1] > before[states - 2] ? states - 1 : states - 2);
        }

        private void advance(int frame, float[] before, float[] now) {
            for (int state = 0; state < states; state++) {
                float best = before[state];
                int step = 0;
                if (state > 0 && before[state - 1] > best) {
                    best = before[state - 1];
                    step = 1;
                }
                if (skips(state) && before[state - 2] > best) {
                    best = before[state - 2];
                    step = 2;
                }
                now[state] = best == NEVER ? NEVER : best + emissions.at(frame, state);
                steps[frame][state >> 2] |= (byte) (step << (2 * (state & 3)));
            }
        }

        private boolean skips(int state) {
            int character = state >> 1;
            return state % 2 == 1 && character > 0 && text.outputs()[character] != text.outputs()[character - 1];
        }

        private CharacterPath back(int end) {
            int[] first = new int[text.count()];
            int[] last = new int[text.count()];
            int[] taken = new int[frames];
            Arrays.fill(last, -1);
            int state = end;
            for (int frame = frames - 1; frame >= 0; frame--) {
                taken[frame] = state;
                if (state % 2 == 1) {
                    first[state >> 1] = frame;
                    last[state >> 1] = Math.max(last[state >> 1], frame);
                }
                state -= (steps[frame][state >> 2] >> (2 * (state & 3))) & 3;
            }
            return new CharacterPath(first, last, taken);
        }
    }
}
