package qasr.text;

/**
 * A token that stands for its whole text and is never made by merges.
 *
 * @param special whether decoding leaves it out, as it does {@code <|im_end|>} but not {@code <asr_text>}
 */
record AddedToken(int id, String content, boolean special) {}
