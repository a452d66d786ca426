package qasr.align;

import java.util.BitSet;

/** Finds units that were probably not said, from the monotone times of all units. */
final class SaidCheck {
    /** The shortest run of units that counts as squeezed. A single short word often has no length. */
    private static final int SQUEEZED_RUN = 4;

    private final int[] weights;
    private final BitSet unsaid = new BitSet();
    private final BitSet onSpeech = new BitSet();

    SaidCheck(SpeechMap map, int[] times, int[] weights) {
        this.weights = weights;
        for (int i = 0; i < weights.length; i++) {
            onSpeech.set(i, map.hasSpeech(times[2 * i], times[2 * i + 1]));
            unsaid.set(i, !onSpeech.get(i));
        }
        addSqueezed(times);
    }

    /** Adds runs of units that are faster than anybody speaks. */
    private void addSqueezed(int[] times) {
        int first = 0;
        int weight = 0;
        for (int i = 0; i <= weights.length; i++) {
            boolean fast =
                    i < weights.length && times[2 * i + 1] - times[2 * i] < weights[i] * UnitWeights.LEAST_MILLIS / 2;
            if (fast) {
                weight += weights[i];
                continue;
            }
            int room = i == first ? 0 : times[2 * i - 1] - times[2 * first];
            if (i - first >= SQUEEZED_RUN && room < weight * UnitWeights.LEAST_MILLIS / 2) {
                unsaid.set(first, i);
            }
            first = i + 1;
            weight = 0;
        }
    }

    /** Returns the share of the units that lie on speech, of all but {@code without}. */
    double speechShare(BitSet without) {
        BitSet heard = new BitSet();
        heard.or(onSpeech);
        heard.andNot(without);
        return (double) heard.cardinality() / (weights.length - without.cardinality());
    }

    /** Returns the share of the letters that were probably not said, of all units but {@code without}. */
    double unsaidShare(BitSet without) {
        BitSet doubtful = new BitSet();
        doubtful.or(unsaid);
        doubtful.andNot(without);
        double rest = 1 - share(without);
        return rest <= 0 ? 1 : share(doubtful) / rest;
    }

    /** Returns the share of the letters that {@code units} have. */
    double share(BitSet units) {
        long all = 0;
        long some = 0;
        for (int i = 0; i < weights.length; i++) {
            all += weights[i];
            some += units.get(i) ? weights[i] : 0;
        }
        return (double) some / all;
    }

    /** Returns the runs of at least so many units and letters that were probably not said; shorter ones are chance. */
    BitSet unsaidRuns(int leastUnits, int leastLetters) {
        return longRuns(unsaid, leastUnits, leastLetters);
    }

    /** Returns the runs of {@code units} with at least so many units and letters. */
    BitSet longRuns(BitSet units, int leastUnits, int leastLetters) {
        BitSet runs = new BitSet();
        for (int from = units.nextSetBit(0); from >= 0; from = units.nextSetBit(units.nextClearBit(from))) {
            int to = units.nextClearBit(from);
            int letters = 0;
            for (int i = from; i < to; i++) {
                letters += weights[i];
            }
            if (to - from >= leastUnits && letters >= leastLetters) {
                runs.set(from, to);
            }
        }
        return runs;
    }
}
