package qasr.torch;

import java.util.List;

/** The progress of a row in the token sequences, one of which its answer must begin with. */
final class PrefixConstraint {
    private List<List<Integer>> left;
    private int said;

    /** Creates a constraint; without sequences, all tokens are allowed. */
    PrefixConstraint(List<List<Integer>> sequences) {
        left = sequences.stream().anyMatch(List::isEmpty) ? List.of() : sequences;
    }

    /** Returns whether no sequence is complete yet. */
    boolean isOpen() {
        return !left.isEmpty();
    }

    /** Returns the tokens that continue a sequence; empty if all tokens are allowed. */
    long[] next() {
        return left.stream()
                .mapToLong(sequence -> sequence.get(said))
                .distinct()
                .toArray();
    }

    /** Adds the decoded token, which is one of {@link #next} unless that is empty. */
    void said(int token) {
        if (!isOpen()) {
            return;
        }
        List<List<Integer>> fitting =
                left.stream().filter(sequence -> sequence.get(said) == token).toList();
        said++;
        left = fitting.stream().anyMatch(sequence -> sequence.size() == said) ? List.of() : fitting;
    }
}
