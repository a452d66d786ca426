package qasr.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * How an utterance came about.
 *
 * @param earlier the decodings before the one that counts, in their order
 * @param flags what is worth knowing about it, such as "loop_cut"; each once, in the order they were found
 */
public record Outcome(Utterance.Status status, List<Attempt> earlier, List<String> flags) {
    public Outcome {
        earlier = List.copyOf(earlier);
        flags = flags.stream().distinct().toList();
    }

    /** Returns the outcome of a first attempt nothing was odd about. */
    public static Outcome of(Utterance.Status status) {
        return new Outcome(status, List.of(), List.of());
    }

    /** Returns how many decodings there were. */
    public int attempts() {
        return earlier.size() + 1;
    }

    /** Returns this outcome with one more flag. */
    public Outcome flagged(String flag) {
        List<String> all = new ArrayList<>(flags);
        all.add(flag);
        return new Outcome(status, earlier, all);
    }

    /** Returns this outcome with one more decoding that came before. */
    public Outcome after(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(earlier);
        all.add(attempt);
        return new Outcome(status, all, flags);
    }
}
