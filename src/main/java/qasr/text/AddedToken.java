package qasr.text;

/**
 * A token that represents a fixed text and does not come from merges.
 *
 * @param special whether decoding omits the token: true for {@code <|im_end|>}, false for {@code <asr_text>}
 */
record AddedToken(int id, String content, boolean special) {}
