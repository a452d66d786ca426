package qasr.align;

import java.util.ArrayList;
import java.util.List;
import qasr.text.Language;

/**
 * A text with its units: what an aligner gives a start and an end. Immutable.
 *
 * <p>A unit has letters, digits and apostrophes only, as the published aligner was trained. The characters between units
 * (blanks, punctuation, marks, pictures) are not timed; {@link #words} gives them to the words beside them.
 */
public final class WordUnits {
    /**
     * One unit.
     *
     * @param text what the aligner gets: the kept characters of its range; never empty
     * @param start index in the text of the unit's first character
     * @param end index behind the unit's last character; characters that are not kept may stand inside the range
     */
    public record Unit(String text, int start, int end) {}

    private final String text;
    private final List<Unit> units;

    private WordUnits(String text, List<Unit> units) {
        this.text = text;
        this.units = List.copyOf(units);
    }

    /**
     * Returns the units of {@code text}.
     *
     * @param language the language of the text. Japanese is split into morphemes, Korean at blanks, and every other
     *     language at blanks and around Chinese characters.
     */
    public static WordUnits of(String text, Language language) {
        return new WordUnits(text, UnitSplitter.of(language).split(text));
    }

    /** Returns the text. */
    public String text() {
        return text;
    }

    /** Returns the units in the order of the text. Ranges do not overlap. A text without letters and digits has none. */
    public List<Unit> units() {
        return units;
    }

    /** Returns the texts of the units, for {@link UnitAligner#align}. */
    public List<String> texts() {
        return units.stream().map(Unit::text).toList();
    }

    /**
     * Returns the words: a unit's part of the text with all characters up to the next unit; the first word also has the
     * characters before it. Joined, the words are exactly the text.
     *
     * @return one word for each unit, in order; for a text without units the whole text as the only word, and nothing for
     *     an empty text
     */
    public List<String> words() {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 1; i < units.size(); i++) {
            int to = units.get(i).start();
            words.add(text.substring(from, to));
            from = to;
        }
        words.add(text.substring(from));
        return words;
    }
}
