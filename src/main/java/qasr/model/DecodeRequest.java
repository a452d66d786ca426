package qasr.model;

import java.util.List;
import qasr.audio.Waveform;

/**
 * A chunk to decode, and how.
 *
 * @param waveform such as {@link ModelInput#accepts}; a short one is padded as {@link ModelInput#prepared} says
 * @param tokenBudget the most tokens it may say, see {@link ModelInput#tokenBudget}
 * @param prompt what to ask it with
 * @param beginnings the token sequences one of which it has to begin with, or empty to begin as it likes. Only tokens
 *     that go on with one of them can be said until one is complete; none is the beginning of another
 * @param penalty how much less likely repeating itself is made
 * @param precise whether to compute as exactly as the loaded weights allow, for a chunk whose numbers ran out of range
 */
public record DecodeRequest(
        Waveform waveform,
        int tokenBudget,
        Prompt prompt,
        List<List<Integer>> beginnings,
        RepetitionPenalty penalty,
        boolean precise) {
    public DecodeRequest {
        beginnings = beginnings.stream().map(List::copyOf).toList();
    }

    /** Makes one with nothing out of the ordinary. */
    public DecodeRequest(Waveform waveform, int tokenBudget, Prompt prompt) {
        this(waveform, tokenBudget, prompt, List.of(), RepetitionPenalty.NONE, false);
    }

    /** Returns this request, asked with another prompt. */
    public DecodeRequest with(Prompt other) {
        return new DecodeRequest(waveform, tokenBudget, other, beginnings, penalty, precise);
    }

    /** Returns this request, to be answered with one of {@code allowed} first. */
    public DecodeRequest beginningWith(List<List<Integer>> allowed) {
        return new DecodeRequest(waveform, tokenBudget, prompt, allowed, penalty, precise);
    }

    /** Returns this request with a penalty. */
    public DecodeRequest with(RepetitionPenalty other) {
        return new DecodeRequest(waveform, tokenBudget, prompt, beginnings, other, precise);
    }

    /** Returns this request, computed as exactly as can be. */
    public DecodeRequest precisely() {
        return new DecodeRequest(waveform, tokenBudget, prompt, beginnings, penalty, true);
    }
}
