package qasr.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.model.CharacterScores;
import qasr.testing.Property;

/** The likeliest connectionist path against the best of all paths, tried one by one. */
final class CharacterPathTest {
    private static final int OUTPUTS = 4; // blank, space, two characters

    @Test
    void noPathIsLikelierThanTheOneFound() {
        Property.forAll(120, random -> {
            int[] outputs = random.ints(1 + random.nextInt(3), 2, OUTPUTS).toArray();
            int[] units = new int[outputs.length];
            for (int i = 1; i < units.length; i++) {
                units[i] = units[i - 1] + random.nextInt(2);
            }
            UnitCharacters text = new UnitCharacters(outputs, units);
            CharacterScores scores = scores(random, text.leastFrames() + random.nextInt(4));
            boolean[] silent = new boolean[scores.frames()];
            silent[random.nextInt(silent.length)] = true;
            StateScores states = new StateScores(scores, text, OptionalInt.of(1), silent);
            CharacterPath path = CharacterPath.find(states, text);
            assertTrue(isAllowed(path.states(), text), Arrays.toString(path.states()));
            assertEquals(best(states, text, new int[scores.frames()], 0), sum(states, path.states()), 1e-4);
            for (int i = 0; i < outputs.length; i++) {
                int state = 2 * i + 1;
                assertEquals(first(path.states(), state), path.first()[i]);
                assertEquals(state, path.states()[path.last()[i]]);
            }
        });
    }

    @Test
    void aTextThatCannotFitIsRefused() {
        UnitCharacters text = new UnitCharacters(new int[] {2, 2, 3}, new int[] {0, 0, 1});
        assertEquals(4, text.leastFrames());
        StateScores states = new StateScores(scores(new Random(1), 3), text, OptionalInt.empty(), new boolean[3]);
        assertThrows(IllegalArgumentException.class, () -> CharacterPath.find(states, text));
    }

    private static CharacterScores scores(Random random, int frames) {
        float[] numbers = new float[frames * OUTPUTS];
        float[] edges = new float[frames + 1];
        for (int frame = 0; frame < frames; frame++) {
            double sum = 0;
            for (int i = 0; i < OUTPUTS; i++) {
                numbers[frame * OUTPUTS + i] = (float) Math.exp(3 * random.nextGaussian());
                sum += numbers[frame * OUTPUTS + i];
            }
            for (int i = 0; i < OUTPUTS; i++) {
                numbers[frame * OUTPUTS + i] = (float) Math.log(numbers[frame * OUTPUTS + i] / sum);
            }
            edges[frame + 1] = 40 * (frame + 1);
        }
        return new CharacterScores(OUTPUTS, numbers, edges);
    }

    private static int first(int[] states, int state) {
        int frame = 0;
        while (states[frame] != state) {
            frame++;
        }
        return frame;
    }

    private static double sum(StateScores scores, int[] states) {
        double sum = 0;
        for (int frame = 0; frame < states.length; frame++) {
            sum += scores.at(frame, states[frame]);
        }
        return sum;
    }

    /** Tries every sequence of states. */
    private static double best(StateScores scores, UnitCharacters text, int[] states, int frame) {
        if (frame == states.length) {
            return isAllowed(states, text) ? sum(scores, states) : Double.NEGATIVE_INFINITY;
        }
        double best = Double.NEGATIVE_INFINITY;
        int before = frame == 0 ? 0 : states[frame - 1];
        for (int state = before; state <= Math.min(before + 2, 2 * text.count()); state++) {
            states[frame] = state;
            best = Math.max(best, best(scores, text, states, frame + 1));
        }
        return best;
    }

    /** Whether the states, with repetitions and blanks removed, say the text: the definition, not the recursion. */
    private static boolean isAllowed(int[] states, UnitCharacters text) {
        int[] said = new int[states.length];
        int count = 0;
        int before = 0;
        int state = -1;
        for (int now : states) {
            int output = now % 2 == 0 ? 0 : text.outputs()[now / 2];
            if (output != before && output != 0) {
                said[count++] = output;
            }
            if (now < state) {
                return false;
            }
            before = output;
            state = now;
        }
        return Arrays.equals(Arrays.copyOf(said, count), text.outputs());
    }
}
