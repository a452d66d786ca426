package qasr.transcript;

/**
 * A decoding whose result was not kept.
 *
 * @param reason why not, in the words of the flags: "loop", "truncated", "recital", "retry"
 */
public record Attempt(String reason, Wording wording, Confidence confidence, Utterance.Status status) {}
