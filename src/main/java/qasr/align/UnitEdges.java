package qasr.align;

import java.util.Arrays;
import qasr.model.CharacterScores;

/**
 * Where units begin and end. A connectionist path has a character where the network is sure of it, which is a short moment
 * inside the sound of the character. Between the last moment of a unit and the first of the next one, the level of the sound
 * decides: at a pause, the first unit ends where it begins and the second one starts where it ends; without a pause both
 * meet at the quietest place.
 */
final class UnitEdges {
    private static final int LONG_PAUSE = 15;
    private static final int SHORT_PAUSE = 5;
    private static final int LATE = 30; // how far a moment may lie outside its sound
    private static final int BEFORE = 9;
    private static final int AFTER = 12;

    private final SoundLevel level;
    private final int[] first; // the step of each unit's first moment
    private final int[] last; // and of its last one
    private final int[] starts;
    private final int[] ends; // exclusive

    UnitEdges(CharacterScores scores, UnitCharacters text, CharacterPath path, SoundLevel level) {
        this.level = level;
        int count = text.units()[text.count() - 1] + 1;
        first = new int[count];
        last = new int[count];
        starts = new int[count];
        ends = new int[count];
        for (int i = 0; i < text.count(); i++) {
            int unit = text.units()[i];
            if (text.isBoundary(i)) {
                first[unit] = middle(scores, path.first()[i]);
            }
            if (text.isBoundary(i + 1)) {
                last[unit] = Math.max(first[unit], middle(scores, path.last()[i]));
            }
        }
    }

    private int middle(CharacterScores scores, int frame) {
        return level.step((scores.edge(frame) + scores.edge(frame + 1)) / 2);
    }

    /** Returns start and end of each unit in milliseconds, ascending. */
    int[] times() {
        int units = first.length;
        starts[0] = outerStart();
        for (int unit = 0; unit + 1 < units; unit++) {
            part(unit);
        }
        ends[units - 1] = outerEnd();
        int[] times = new int[2 * units];
        int before = 0;
        for (int unit = 0; unit < units; unit++) {
            times[2 * unit] = before = Math.max(before, SoundLevel.STEP * starts[unit]);
            times[2 * unit + 1] = before = Math.max(before, SoundLevel.STEP * ends[unit]);
        }
        return times;
    }

    private float speech(int unit) {
        return level.greatest(Math.max(0, first[unit] - BEFORE), Math.min(level.steps() - 1, last[unit] + AFTER));
    }

    /** Before the first unit: back through its sound to the first long pause. */
    private int outerStart() {
        float quiet = level.quiet(speech(0));
        int from = first[0];
        while (from < last[0] && level.at(from) < quiet) {
            from++;
        }
        int start = from;
        for (int step = from; step >= 0 && start - step < LONG_PAUSE; step--) {
            if (level.at(step) >= quiet) {
                start = step;
            }
        }
        return start;
    }

    /** After the last unit: on through its sound to the first long pause. */
    private int outerEnd() {
        int unit = last.length - 1;
        float quiet = level.quiet(speech(unit));
        int from = last[unit];
        while (from > Math.max(starts[unit], last[unit] - LATE) && level.at(from) < quiet) {
            from--;
        }
        int end = from;
        for (int step = from; step < level.steps() && step - end < LONG_PAUSE; step++) {
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
