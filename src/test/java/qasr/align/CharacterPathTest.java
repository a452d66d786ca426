package qasr.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
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

    /** Against the best path of every choice of units, tried one by one. */
    @Test
    void noChoiceOfUnitsIsLikelierThanTheOneFound() {
        PathCosts costs = new PathCosts(1.5f, 0.7f, 0.6f, 0.4f);
        Property.forAll(80, random -> {
            int[] outputs = random.ints(1 + random.nextInt(4), 2, OUTPUTS).toArray();
            int[] units = new int[outputs.length];
            for (int i = 1; i < units.length; i++) {
                units[i] = units[i - 1] + random.nextInt(2);
            }
            UnitCharacters text = new UnitCharacters(outputs, units);
            CharacterScores scores = scores(random, 1 + random.nextInt(6));
            StateScores states = new StateScores(scores, text, OptionalInt.of(1), new boolean[scores.frames()]);
            CharacterPath path = CharacterPath.find(states, text, costs, costs.ofUnits(text.lengths(), new BitSet()));
            double best = Double.NEGATIVE_INFINITY;
            for (long choice = 0; choice < 1 << (units[units.length - 1] + 1); choice++) {
                BitSet skipped = BitSet.valueOf(new long[] {choice});
                best = Math.max(best, new Chosen(states, text, costs, skipped).best());
            }
            BitSet left = path.leftOut(text);
            assertEquals(best, new Chosen(states, text, costs, left).best(), 1e-4);
            for (int i = 0; i < outputs.length; i++) {
                assertEquals(!left.get(units[i]), path.has(i));
                if (path.has(i)) {
                    assertEquals(2 * i + 1, path.states()[path.first()[i]]);
                    assertEquals(2 * i + 1, path.states()[path.last()[i]]);
                }
            }
        });
    }

    /** All paths with some units left out: the characters of the others, blanks, and sound that belongs to no unit. */
    private record Chosen(StateScores scores, UnitCharacters text, PathCosts costs, BitSet skipped) {
        double best() {
            double cost = 0;
            for (int i = 0; i < text.count(); i++) {
                if (skipped.get(text.units()[i])) {
                    cost += costs.skippedCharacter();
                    boolean begins = text.isBoundary(i) && (i == 0 || !skipped.get(text.units()[i - 1]));
                    cost += begins ? costs.skip() : 0;
                }
            }
            return from(0, 0, false, true) - cost;
        }

        /**
         * Returns the best sum from {@code frame} on, before which {@code at} characters were said or left out.
         *
         * @param other whether the frame before belongs to no unit
         * @param paused whether a blank or other sound came since the last character
         */
        private double from(int frame, int at, boolean other, boolean paused) {
            int next = at;
            while (next < text.count() && skipped.get(text.units()[next])) {
                next++;
            }
            if (frame == scores.frames()) {
                return next == text.count() && (frame > 0 && (next == at || paused)) ? 0 : Double.NEGATIVE_INFINITY;
            }
            double best = scores.at(frame, 2 * at) + from(frame + 1, at, false, true);
            if (text.isBoundary(at)) {
                double emission = scores.greatest(frame) - costs.otherFrame() - (other ? 0 : costs.other());
                best = Math.max(best, emission + from(frame + 1, at, true, true));
            }
            boolean pauseNeeded =
                    next > at || (at > 0 && at < text.count() && text.outputs()[at] == text.outputs()[at - 1]);
            if (next < text.count() && (!pauseNeeded || (paused && (frame > 0 || next == at)))) {
                double sum = 0;
                for (int end = frame; end < scores.frames(); end++) {
                    sum += scores.at(end, 2 * next + 1);
                    best = Math.max(best, sum + from(end + 1, next + 1, false, false));
                }
            }
            return best;
        }
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
