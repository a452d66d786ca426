package qasr.guard;

import java.util.ArrayList;
import java.util.List;
import qasr.model.Decoding;
import qasr.text.AsrOutput;
import qasr.vad.Chunk;

/**
 * What was said in one stretch of a recording, and how that came about.
 *
 * @param output its language and words; no words unless {@code ending} is one of those with words
 * @param said the words as the model said them: what {@code output} was before a loop was cut, or what stood for nothing
 * @param decoding where the words come from
 * @param earlier the answers that were not kept, in their order
 * @param flags what is worth knowing, such as "loop"; each once
 * @param cost how wrong it is, see {@link Finding#cost}
 */
public record GuardedResult(
        Chunk.Place place,
        AsrOutput output,
        String said,
        Decoding decoding,
        Ending ending,
        List<RejectedAttempt> earlier,
        List<String> flags,
        int cost) {
    /** How far the words can be relied on to be all of them. */
    public enum Ending {
        /** The model said everything it had to say. */
        COMPLETE,
        /** Words are missing, or there is no telling. */
        TRUNCATED,
        /** There are no words in it. */
        NO_SPEECH,
        /** It could not be decoded. */
        FAILED
    }

    /**
     * An answer that was not kept.
     *
     * @param reason the flag of what was wrong with it
     */
    public record RejectedAttempt(String reason, AsrOutput output, Decoding decoding, Ending ending) {}

    public GuardedResult {
        earlier = List.copyOf(earlier);
        flags = flags.stream().distinct().toList();
    }

    /** Returns how many times this sound was decoded. */
    public int attempts() {
        return earlier.size() + 1;
    }

    /** Returns this passage with one more answer that was not kept. */
    GuardedResult after(List<RejectedAttempt> tried, List<String> moreFlags, int newCost) {
        return new GuardedResult(place, output, said, decoding, ending, tried, moreFlags, newCost);
    }

    /** Returns this passage, which somebody had decoded instead of {@code others}, with these as earlier answers. */
    public GuardedResult insteadOf(List<GuardedResult> others, String reason) {
        List<RejectedAttempt> tried = new ArrayList<>();
        for (GuardedResult other : others) {
            tried.addAll(other.earlier());
            tried.add(other.notKept(reason));
        }
        tried.addAll(earlier);
        return after(tried, flags, cost);
    }

    /** Returns this passage as an answer that was not kept. */
    RejectedAttempt notKept(String reason) {
        return new RejectedAttempt(reason, new AsrOutput(output.language(), said), decoding, ending);
    }
}
