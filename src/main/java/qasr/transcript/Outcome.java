package qasr.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * The status of an utterance, with its rejected attempts and flags.
 *
 * @param earlier the rejected decodings, in order
 * @param flags notes for the reader, such as "loop_cut"; without duplicates, in the order in which they were found
 */
public record Outcome(Utterance.Status status, List<Attempt> earlier, List<String> flags) {
    public Outcome {
        earlier = List.copyOf(earlier);
        flags = flags.stream().distinct().toList();
    }

    /** Returns the outcome of a first attempt without flags. */
    public static Outcome of(Utterance.Status status) {
        return new Outcome(status, List.of(), List.of());
    }

    /** Returns the number of decodings. */
    public int attempts() {
        return earlier.size() + 1;
    }

    /** Returns a copy with one more flag. */
    public Outcome flagged(String flag) {
        List<String> all = new ArrayList<>(flags);
        all.add(flag);
        return new Outcome(status, earlier, all);
    }

    /** Returns a copy with one more rejected decoding. */
    public Outcome after(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(earlier);
        all.add(attempt);
        return new Outcome(status, all, flags);
    }
}
