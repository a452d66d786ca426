package qasr.output;

import java.util.BitSet;
import java.util.regex.Pattern;

/** Places of a line where a word joiner (U+2060) keeps a player from reading text as markup, also between two words. */
final class WordJoiners {
    private static final String WORD_JOINER = "\u2060";

    private final BitSet places = new BitSet();

    /** Finds each place in {@code line} where {@code markup} begins to match. */
    WordJoiners(Pattern markup, String line) {
        markup.matcher(line).results().forEach(found -> places.set(found.start()));
    }

    /** Returns the word joiner if there is one before a char of the line, or "". */
    String before(int place) {
        return places.get(place) ? WORD_JOINER : "";
    }
}
