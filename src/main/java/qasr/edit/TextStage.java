package qasr.edit;

import java.util.List;

/** One kind of change. */
public interface TextStage {
    /** Returns why it changes texts, as the edits say it: "glossary". */
    String kind();

    /** Returns whether what it replaced is settled: no later stage touches it. */
    default boolean settles() {
        return false;
    }

    /**
     * Returns what it would replace.
     *
     * @param language the English name of the text's language, "" where nobody knows
     * @return disjoint, in the order of their places
     */
    List<Replacement> replacements(String text, String language);

    /**
     * A stretch of text and what is to stand there. A replacement by the same text changes nothing, but a stage that
     * settles keeps later ones away from it.
     *
     * @param start of the stretch, in UTF-16 units
     * @param end of the stretch, exclusive
     */
    record Replacement(int start, int end, String to) {
        public Replacement {
            if (start < 0 || end < start) {
                throw new IllegalArgumentException("replacement of [" + start + ", " + end + ")");
            }
        }
    }
}
