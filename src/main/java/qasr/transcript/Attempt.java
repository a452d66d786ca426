package qasr.transcript;

/**
 * A rejected decoding of a segment.
 *
 * @param reason why it was rejected: a flag such as "loop", "truncated", "recital" or "retry"
 */
public record Attempt(String reason, Wording wording, Confidence confidence, Utterance.Status status) {}
