package qasr.model;

import java.util.List;
import qasr.audio.Waveform;

/**
 * A chunk to decode, with the prompt and the limits.
 *
 * @param waveform audio that {@link ModelInput#accepts} accepts; {@link ModelInput#prepared} pads short audio
 * @param tokenBudget the maximum number of tokens, see {@link ModelInput#tokenBudget}
 * @param prompt the prompt around the audio
 * @param beginnings token sequences, one of which the answer must begin with; empty for no restriction. No sequence may
 *     be a prefix of another
 * @param penalty the penalty on repeated tokens
 * @param precise true to compute as exactly as the loaded weights allow, for a chunk whose numbers were out of range
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

    /** Creates a request without restriction, penalty or extra precision. */
    public DecodeRequest(Waveform waveform, int tokenBudget, Prompt prompt) {
        this(waveform, tokenBudget, prompt, List.of(), RepetitionPenalty.NONE, false);
    }

    /** Returns this request with the prompt {@code other}. */
    public DecodeRequest with(Prompt other) {
        return new DecodeRequest(waveform, tokenBudget, other, beginnings, penalty, precise);
    }

    /** Returns this request with an answer that must begin with one of {@code allowed}. */
    public DecodeRequest beginningWith(List<List<Integer>> allowed) {
        return new DecodeRequest(waveform, tokenBudget, prompt, allowed, penalty, precise);
    }

    /** Returns this request with the penalty {@code other}. */
    public DecodeRequest with(RepetitionPenalty other) {
        return new DecodeRequest(waveform, tokenBudget, prompt, beginnings, other, precise);
    }

    /** Returns this request, to be computed as exactly as the loaded weights allow. */
    public DecodeRequest precisely() {
        return new DecodeRequest(waveform, tokenBudget, prompt, beginnings, penalty, true);
    }
}
