package qasr.torch;

import java.util.List;

/** How far a row is in the token sequences one of which it has to begin with. */
final class PrefixConstraint {
    private List<List<Integer>> left;
    private int said;

    /** Begins; without sequences anything may be said. */
    PrefixConstraint(List<List<Integer>> sequences) {
        left = sequences.stream().anyMatch(List::isEmpty) ? List.of() : sequences;
    }

    /** Returns whether none of them is complete yet. */
    boolean isOpen() {
        return !left.isEmpty();
    }

    /** Returns the tokens that go on with one of them, or none if anything may be said. */
    long[] next() {
        return left.stream()
                .mapToLong(sequence -> sequence.get(said))
                .distinct()
                .toArray();
    }

    /** Takes the token that was said, one of {@link #next} if there are some. */
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
