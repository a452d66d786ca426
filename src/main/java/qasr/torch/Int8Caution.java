package qasr.torch;

/**
 * What someone should know who asked for 8 bits.
 *
 * @param text one clause
 * @param avoidable whether another precision would not have it
 */
public record Int8Caution(String text, boolean avoidable) {}
