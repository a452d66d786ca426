package qasr.correct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import qasr.score.Alignment;

/**
 * Finds tokens of one list in another. Runs of three words that occur once in each list and in the same order are anchors (patience
 * diff); between anchors the alignment with the fewest errors decides, which takes the product of its lengths.
 */
final class TokenMatch {
    private static final int RUN = 3;
    private static final int LONG_RUN = 12;
    /** The alignment of so many pairs takes some seconds. */
    private static final long MOST_CELLS = 1L << 30;

    /** Neighbouring runs are distinguished from joined words. */
    private static final String BETWEEN = "\u0000";

    private final int run;
    private final List<String> from;
    private final List<String> to;
    private final int[] hit;
    private final int[] beside;

    /**
     * Matches two lists of keys.
     *
     * @param from of the transcript
     * @param to of the file
     */
    TokenMatch(List<String> from, List<String> to) {
        this(from, to, RUN);
    }

    /**
     * Matches two lists in which sentences are repeated. A short run that occurs once is then the joint of two sentences, in
     * other places of the lists. Without anchors the alignment of all has the fewest errors; long anchors divide lists that are
     * too long for it.
     */
    static TokenMatch ofRepetitive(List<String> from, List<String> to) {
        boolean isLong = (long) from.size() * to.size() > MOST_CELLS;
        return new TokenMatch(from, to, isLong ? LONG_RUN : Integer.MAX_VALUE);
    }

    private TokenMatch(List<String> from, List<String> to, int run) {
        this.run = run;
        this.from = from;
        this.to = to;
        hit = new int[to.size()];
        beside = new int[to.size()];
        Arrays.fill(hit, -1);
        Arrays.fill(beside, -1);
        int i = 0;
        int j = 0;
        for (int[] anchor : anchors()) {
            if (anchor[0] < i || anchor[1] < j) {
                continue; // overlaps the one before
            }
            align(i, anchor[0], j, anchor[1]);
            for (int k = 0; k < run; k++) {
                match(anchor[0] + k, anchor[1] + k);
            }
            i = anchor[0] + run;
            j = anchor[1] + run;
        }
        align(i, from.size(), j, to.size());
    }

    /** Returns the place in the transcript of the key at {@code place} of the file, or -1 if it is not there. */
    int hit(int place) {
        return hit[place];
    }

    /** Returns the place in the transcript that the key at {@code place} of the file is in the place of, or -1. */
    int beside(int place) {
        return beside[place];
    }

    private void match(int i, int j) {
        hit[j] = i;
        beside[j] = i;
    }

    private void align(int i0, int i1, int j0, int j1) {
        int i = i0;
        int j = j0;
        for (Alignment.Pair pair : new Alignment(from.subList(i0, i1), to.subList(j0, j1), Token.LINE_END).pairs()) {
            if (pair.isHit()) {
                match(i, j);
            } else if (!pair.reference().isEmpty() && !pair.hypothesis().isEmpty()) {
                beside[j] = i;
            }
            i += pair.reference().isEmpty() ? 0 : 1;
            j += pair.hypothesis().isEmpty() ? 0 : 1;
        }
    }

    private List<int[]> anchors() {
        Map<String, Integer> places = unique(from);
        List<int[]> pairs = new ArrayList<>();
        unique(to).forEach((run, j) -> {
            int i = places.getOrDefault(run, -1);
            if (i >= 0 && j >= 0) {
                pairs.add(new int[] {i, j});
            }
        });
        pairs.sort((a, b) -> Integer.compare(a[1], b[1]));
        return increasing(pairs);
    }

    /**
     * Returns where each run of words is, -1 for one that occurs more than once. The two lists have their line ends in different
     * places: a run with one inside counts as an occurrence, but is no anchor.
     */
    private Map<String, Integer> unique(List<String> keys) {
        int[] words = IntStream.range(0, keys.size())
                .filter(i -> !keys.get(i).equals(Token.LINE_END))
                .toArray();
        List<String> all = Arrays.stream(words).mapToObj(keys::get).toList();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i <= all.size() - run; i++) {
            boolean whole = words[i + run - 1] - words[i] == run - 1;
            places.merge(String.join(BETWEEN, all.subList(i, i + run)), whole ? words[i] : -1, (a, b) -> -1);
        }
        return places;
    }

    /** Returns the longest series of pairs, which are in the order of the file, that is in order in the transcript, too. */
    private static List<int[]> increasing(List<int[]> pairs) {
        int[] tails = new int[pairs.size()];
        int[] before = new int[pairs.size()];
        int length = 0;
        for (int k = 0; k < pairs.size(); k++) {
            int low = 0;
            int high = length;
            while (low < high) {
                int middle = (low + high) / 2;
                if (pairs.get(tails[middle])[0] < pairs.get(k)[0]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            before[k] = low == 0 ? -1 : tails[low - 1];
            tails[low] = k;
            length = Math.max(length, low + 1);
        }
        List<int[]> series = new ArrayList<>();
        for (int k = length == 0 ? -1 : tails[length - 1]; k >= 0; k = before[k]) {
            series.add(pairs.get(k));
        }
        Collections.reverse(series);
        return series;
    }
}
