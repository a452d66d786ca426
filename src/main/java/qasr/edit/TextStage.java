package qasr.edit;

import java.util.List;

/** One kind of text change, such as the glossary. */
public interface TextStage {
    /** Returns the kind that its edits record, such as "glossary". */
    String kind();

    /** Returns whether replaced parts are protected from later stages. */
    default boolean settles() {
        return false;
    }

    /**
     * Returns the replacements for {@code text}.
     *
     * @param language the English name of the text's language, "" if unknown
     * @return replacements that do not overlap, ordered by position
     */
    List<Replacement> replacements(String text, String language);

    /**
     * A part of the text and its new text. A replacement by the same text changes nothing, but protects the part if the
     * stage {@linkplain #settles settles}.
     *
     * @param start the start of the part, in UTF-16 units
     * @param end the end of the part, exclusive
     */
    record Replacement(int start, int end, String to) {
        public Replacement {
            if (start < 0 || end < start) {
                throw new IllegalArgumentException("replacement of [" + start + ", " + end + ")");
            }
        }
    }
}
