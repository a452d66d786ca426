package qasr.align;

import java.util.Arrays;
import java.util.BitSet;
import qasr.model.CharacterScores;

/**
 * Where units begin and end. A connectionist path has a character where the network is sure of it, which is a short moment
 * inside the sound of the character. Between the last moment of a unit and the first of the next one, the level of the sound
 * decides: at a pause, the first unit ends where it begins and the second one starts where it ends; without a pause both
 * meet at the quietest place. Speech that belongs to no unit ends a unit, too.
 */
final class UnitEdges {
    private static final int LONG_PAUSE = 15;
    private static final int SHORT_PAUSE = 5;
    private static final int LATE = 30; // how far a moment may lie outside its sound
    private static final int BEFORE = 9;
    private static final int AFTER = 12;

    private final SoundLevel level;
    private final BitSet unsaid;
    private final int all; // the number of units
    // Of the units that were said:
    private final int[] first; // the step of each unit's first moment
    private final int[] last; // and of its last one
    private final int[] starts;
    private final int[] ends; // exclusive
    /** Before each unit, and after the last one: where speech that belongs to none begins and ends; -1 if there is none. */
    private final int[] otherStarts;

    private final int[] otherEnds;

    UnitEdges(CharacterScores scores, UnitCharacters text, CharacterPath path, SoundLevel level) {
        this.level = level;
        unsaid = path.leftOut(text);
        all = text.units()[text.count() - 1] + 1;
        int count = all - unsaid.cardinality();
        first = new int[count];
        last = new int[count];
        starts = new int[count];
        ends = new int[count];
        otherStarts = new int[count + 1];
        otherEnds = new int[count + 1];
        Arrays.fill(otherStarts, -1);
        int frame = 0;
        int unit = 0;
        for (int i = 0; i < text.count(); i++) {
            if (!path.has(i)) {
                continue;
            }
            if (text.isBoundary(i)) {
                first[unit] = middle(scores, path.first()[i]);
                other(scores, path.states(), frame, path.first()[i], unit);
            }
            if (text.isBoundary(i + 1)) {
                last[unit] = Math.max(first[unit], middle(scores, path.last()[i]));
                frame = path.last()[i] + 1;
                unit++;
            }
        }
        other(scores, path.states(), frame, scores.frames(), unit);
    }

    /** Notes the speech before {@code unit} that belongs to no unit. */
    private void other(CharacterScores scores, int[] states, int from, int to, int unit) {
        for (int frame = from; frame < to; frame++) {
            if (states[frame] == PathTrellis.OTHER) {
                otherStarts[unit] = otherStarts[unit] < 0 ? level.step(scores.edge(frame)) : otherStarts[unit];
                otherEnds[unit] = level.step(scores.edge(frame + 1));
            }
        }
    }

    private int middle(CharacterScores scores, int frame) {
        return level.step((scores.edge(frame) + scores.edge(frame + 1)) / 2);
    }

    /** Returns start and end of each unit in milliseconds, ascending. Units that were not said end where they start. */
    int[] times() {
        int units = first.length;
        starts[0] = outerStart(0, otherStarts[0] < 0 ? 0 : Math.min(first[0], otherEnds[0]));
        for (int unit = 0; unit + 1 < units; unit++) {
            if (otherStarts[unit + 1] < 0) {
                part(unit);
            } else {
                ends[unit] = outerEnd(unit, otherStarts[unit + 1]);
                starts[unit + 1] = outerStart(unit + 1, Math.max(ends[unit], otherEnds[unit + 1]));
            }
        }
        ends[units - 1] = outerEnd(units - 1, otherStarts[units] < 0 ? level.steps() : otherStarts[units]);
        int[] times = new int[2 * all];
        int before = SoundLevel.STEP * starts[0];
        for (int i = 0, unit = 0; i < all; i++) {
            if (!unsaid.get(i)) {
                before = Math.max(before, SoundLevel.STEP * starts[unit]);
            }
            times[2 * i] = before;
            if (!unsaid.get(i)) {
                before = Math.max(before, SoundLevel.STEP * ends[unit++]);
            }
            times[2 * i + 1] = before;
        }
        return times;
    }

    private float speech(int unit) {
        return level.greatest(Math.max(0, first[unit] - BEFORE), Math.min(level.steps() - 1, last[unit] + AFTER));
    }

    /** Back through the unit's sound to the first long pause, or to {@code least}. */
    private int outerStart(int unit, int least) {
        float quiet = level.quiet(speech(unit));
        int from = first[unit];
        while (from < last[unit] && level.at(from) < quiet) {
            from++;
        }
        int start = from;
        for (int step = from; step >= least && start - step < LONG_PAUSE; step--) {
            if (level.at(step) >= quiet) {
                start = step;
            }
        }
        return start;
    }

    /** On through the unit's sound to the first long pause, or to before {@code most}. */
    private int outerEnd(int unit, int most) {
        float quiet = level.quiet(speech(unit));
        int from = last[unit];
        while (from > Math.max(starts[unit], last[unit] - LATE) && level.at(from) < quiet) {
            from--;
        }
        int end = from;
        for (int step = from; step < Math.min(most, level.steps()) && step - end < LONG_PAUSE; step++) {
            if (level.at(step) >= quiet) {
                end = step;
            }
        }
        return end + 1;
    }

    /** Sets the end of {@code unit} and the start of the next one. */
    private void part(int unit) {
        float quiet = level.quiet(Math.min(speech(unit), speech(unit + 1)));
        int from = last[unit];
        while (from > Math.max(starts[unit], last[unit] - LATE) && level.at(from) < quiet) {
            from--;
        }
        int to = first[unit + 1];
        while (to < Math.min(last[unit + 1], first[unit + 1] + LATE) && level.at(to) < quiet) {
            to++;
        }
        int[] pause = pause(from, to, quiet);
        if (pause.length == 0) {
            int earliest = Math.max(last[unit], first[unit + 1] - BEFORE);
            pause = new int[2];
            Arrays.fill(pause, level.quietest(Math.min(earliest, first[unit + 1]), first[unit + 1]));
        }
        ends[unit] = Math.max(starts[unit] + 1, pause[0]);
        starts[unit + 1] = Math.max(ends[unit], pause[1]);
    }

    /** Returns where the pause in the steps between begins and ends; empty if there is none. */
    private int[] pause(int from, int to, float quiet) {
        int[] longest = new int[2];
        int[] all = {-1, -1};
        int run = 0;
        for (int step = from; step <= to; step++) {
            run = level.at(step) < quiet ? run + 1 : 0;
            if (run > longest[1] - longest[0]) {
                longest = new int[] {step + 1 - run, step + 1};
            }
            if (run >= LONG_PAUSE) {
                all[0] = all[0] < 0 ? step + 1 - run : all[0];
                all[1] = step + 1;
            }
        }
        if (all[0] >= 0) {
            return all;
        }
        return longest[1] - longest[0] >= SHORT_PAUSE ? longest : new int[0];
    }
}
