package qasr.subtitle;

/**
 * A word, or a part of one, with its times in milliseconds.
 *
 * @param text the word with the blanks and punctuation beside it
 */
public record TimedWord(String text, long start, long end) {}
