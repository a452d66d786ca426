package qasr.guard;

import java.util.ArrayList;
import java.util.List;
import qasr.model.Decoding;
import qasr.text.AsrOutput;
import qasr.vad.Chunk;

/**
 * The result of decoding one part of a recording: the text and the attempts that led to it.
 *
 * @param output the language and the text; the text is empty if {@code ending} is NO_SPEECH or FAILED
 * @param said the model's own text, before headers inside of it, a loop or a text without speech were removed
 * @param decoding the tokens behind the text
 * @param earlier the rejected answers, in order
 * @param flags the flags for the transcript, such as "loop"; without duplicates
 * @param cost how bad the fault is, see {@link Finding#cost}
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
    /** How complete the text is. */
    public enum Ending {
        /** The model ended the text by itself. */
        COMPLETE,
        /** Words are missing or may be missing. */
        TRUNCATED,
        /** The audio has no speech. */
        NO_SPEECH,
        /** Decoding failed. */
        FAILED
    }

    /**
     * A rejected answer.
     *
     * @param reason the flag of its fault
     */
    public record RejectedAttempt(String reason, AsrOutput output, Decoding decoding, Ending ending) {}

    public GuardedResult {
        earlier = List.copyOf(earlier);
        flags = flags.stream().distinct().toList();
    }

    /** Returns the number of times that this audio was decoded. */
    public int attempts() {
        return earlier.size() + 1;
    }

    /** Returns a copy with other rejected answers, flags and cost. */
    GuardedResult after(List<RejectedAttempt> tried, List<String> moreFlags, int newCost) {
        return new GuardedResult(place, output, said, decoding, ending, tried, moreFlags, newCost);
    }

    /** Returns a copy that lists {@code others}, which this result replaces, among its rejected answers. */
    public GuardedResult insteadOf(List<GuardedResult> others, String reason) {
        List<RejectedAttempt> tried = new ArrayList<>();
        for (GuardedResult other : others) {
            tried.addAll(other.earlier());
            tried.add(other.notKept(reason));
        }
        tried.addAll(earlier);
        return after(tried, flags, cost);
    }

    /** Returns a copy that was kept although {@code others} were tried in its place. It is flagged with {@code flag}. */
    public GuardedResult keptInsteadOf(List<GuardedResult> others, String reason, String flag) {
        List<RejectedAttempt> tried = new ArrayList<>(earlier);
        for (GuardedResult other : others) {
            tried.addAll(other.earlier());
            tried.add(other.notKept(reason));
        }
        List<String> more = new ArrayList<>(flags);
        more.add(flag);
        return after(tried, more, cost);
    }

    /** Returns this result as a rejected answer. */
    RejectedAttempt notKept(String reason) {
        return new RejectedAttempt(reason, new AsrOutput(output.language(), said), decoding, ending);
    }
}
