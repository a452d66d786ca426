package qasr.torch;

/**
 * A caution for users of 8 bits.
 *
 * @param text one sentence without a full stop
 * @param avoidable whether another precision avoids the problem
 */
public record Int8Caution(String text, boolean avoidable) {}
