package qasr.align;

import java.util.Arrays;

/**
 * The forward pass of a {@link CharacterPath}, with back pointers.
 *
 * <p>Beside the states of a text there is one more state before each unit and at the end: sound that belongs to no unit. From
 * the blank before a unit, and from that state, a path can go on behind the unit without time for it.
 */
final class PathTrellis {
    /** The state of a frame that belongs to no unit. */
    static final int OTHER = -1;

    private static final float NEVER = Float.NEGATIVE_INFINITY;
    private static final int FROM_OTHER = 3;

    private final StateScores emissions;
    private final UnitCharacters text;
    private final PathCosts costs;
    private final float[] unitCosts;
    private final int frames;
    private final int states;
    private final int units;
    private final int[] begins; // the first character of each unit, and the number of characters
    private final int[] unitAt; // the unit that begins with each character, or -1
    private final byte[][] steps; // two bits per state: how many states back
    private final byte[][] otherSteps; // how the other sound before a unit was reached
    private final short[][] skips; // the unit before which a path to the blank before a unit left, or -1
    private final short[][] otherSkips;

    /**
     * Creates the pass.
     *
     * @param unitCosts the cost of leaving out each unit; not needed if all were said
     */
    PathTrellis(StateScores emissions, UnitCharacters text, PathCosts costs, float... unitCosts) {
        this.emissions = emissions;
        this.text = text;
        this.costs = costs;
        this.unitCosts = unitCosts;
        frames = emissions.frames();
        states = 2 * text.count() + 1;
        units = text.units()[text.count() - 1] + 1;
        begins = new int[units + 1];
        unitAt = new int[text.count() + 1];
        Arrays.fill(unitAt, -1);
        int unit = 0;
        for (int i = 0; i <= text.count(); i++) {
            if (text.isBoundary(i)) {
                begins[unit] = i;
                unitAt[i] = unit++;
            }
        }
        steps = new byte[frames][(states + 3) / 4];
        otherSteps = new byte[costs.leavesOut() ? frames : 0][units + 1];
        skips = new short[otherSteps.length][units + 1];
        otherSkips = new short[otherSteps.length][units + 1];
    }

    CharacterPath path() {
        float[] before = new float[states];
        float[] now = new float[states];
        float[] beforeOther = new float[units + 1];
        float[] nowOther = new float[units + 1];
        Arrays.fill(before, NEVER);
        Arrays.fill(beforeOther, NEVER);
        Arrays.fill(nowOther, NEVER);
        before[0] = emissions.at(0, 0);
        before[1] = emissions.at(0, 1);
        if (costs.leavesOut()) {
            beforeOther[0] = emissions.greatest(0) - costs.otherFrame() - costs.other();
            skip(0, before, beforeOther);
        }
        for (int frame = 1; frame < frames; frame++) {
            advance(frame, before, beforeOther, now);
            if (costs.leavesOut()) {
                other(frame, before, beforeOther, nowOther);
                skip(frame, now, nowOther);
            }
            float[] swap = before;
            before = now;
            now = swap;
            swap = beforeOther;
            beforeOther = nowOther;
            nowOther = swap;
        }
        int end = before[states - 1] > before[states - 2] ? states - 1 : states - 2;
        return back(beforeOther[units] > before[end] ? OTHER : end);
    }

    private void advance(int frame, float[] before, float[] beforeOther, float[] now) {
        for (int state = 0; state < states; state++) {
            float best = before[state];
            int step = 0;
            if (state > 0 && before[state - 1] > best) {
                best = before[state - 1];
                step = 1;
            }
            if (passesBlank(state) && before[state - 2] > best) {
                best = before[state - 2];
                step = 2;
            }
            int unit = unitAt[state >> 1];
            if (unit >= 0 && beforeOther[unit] > best) {
                best = beforeOther[unit];
                step = FROM_OTHER;
            }
            now[state] = best == NEVER ? NEVER : best + emissions.at(frame, state);
            steps[frame][state >> 2] |= (byte) (step << (2 * (state & 3)));
        }
    }

    private boolean passesBlank(int state) {
        int character = state >> 1;
        return state % 2 == 1 && character > 0 && text.outputs()[character] != text.outputs()[character - 1];
    }

    /** Sound that belongs to no unit follows more of it, a blank between units, or the last character of a unit. */
    private void other(int frame, float[] before, float[] beforeOther, float[] nowOther) {
        float emission = emissions.greatest(frame) - costs.otherFrame();
        for (int unit = 0; unit <= units; unit++) {
            int blank = 2 * begins[unit];
            float best = beforeOther[unit];
            int step = 0;
            if (before[blank] - costs.other() > best) {
                best = before[blank] - costs.other();
                step = 1;
            }
            if (blank > 0 && before[blank - 1] - costs.other() > best) {
                best = before[blank - 1] - costs.other();
                step = 2;
            }
            nowOther[unit] = best == NEVER ? NEVER : best + emission;
            otherSteps[frame][unit] = (byte) step;
        }
    }

    /** Lets paths go on behind units without time for them. */
    private void skip(int frame, float[] now, float[] nowOther) {
        Arrays.fill(skips[frame], (short) -1);
        Arrays.fill(otherSkips[frame], (short) -1);
        float run = NEVER;
        float otherRun = NEVER;
        short from = 0;
        short otherFrom = 0;
        for (int unit = 0; unit < units; unit++) {
            float letters = unitCosts[unit];
            float start = now[2 * begins[unit]] - costs.skip();
            if (start > run) {
                run = start;
                from = (short) unit;
            }
            run -= letters;
            if (run > now[2 * begins[unit + 1]]) {
                now[2 * begins[unit + 1]] = run;
                skips[frame][unit + 1] = from;
            }
            start = nowOther[unit] - costs.skip();
            if (start > otherRun) {
                otherRun = start;
                otherFrom = (short) unit;
            }
            otherRun -= letters;
            if (otherRun > nowOther[unit + 1]) {
                nowOther[unit + 1] = otherRun;
                otherSkips[frame][unit + 1] = otherFrom;
            }
        }
    }

    private CharacterPath back(int end) {
        int[] first = new int[text.count()];
        int[] last = new int[text.count()];
        int[] taken = new int[frames];
        Arrays.fill(first, -1);
        Arrays.fill(last, -1);
        int state = end;
        int unit = units; // of other sound
        for (int frame = frames - 1; frame >= 0; frame--) {
            taken[frame] = state;
            if (state == OTHER) {
                unit = otherSkips[frame][unit] >= 0 ? otherSkips[frame][unit] : unit;
                int step = otherSteps[frame][unit];
                state = step == 0 ? OTHER : 2 * begins[unit] + 1 - step;
                continue;
            }
            if (state % 2 == 1) {
                first[state >> 1] = frame;
                last[state >> 1] = Math.max(last[state >> 1], frame);
            } else if (skips.length > 0 && unitAt[state >> 1] >= 0) {
                int from = skips[frame][unitAt[state >> 1]];
                state = from >= 0 ? 2 * begins[from] : state;
            }
            int step = (steps[frame][state >> 2] >> (2 * (state & 3))) & 3;
            if (step == FROM_OTHER) {
                unit = unitAt[state >> 1];
                state = OTHER;
            } else {
                state -= step;
            }
        }
        return new CharacterPath(first, last, taken);
    }
}
