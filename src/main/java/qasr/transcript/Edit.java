package qasr.transcript;

/**
 * One change of a text, which can be undone. The edits of an utterance are in the order in which they were made: the
 * first one was applied to the raw text. Undoing them from the last to the first gives the raw text.
 *
 * @param kind the kind of edit, such as "glossary", "loop_cut", "header", "zh-script", "itn", "punctuation", "correction"
 * @param at its position, in code points; the same in the text before and in the text after this edit
 * @param from the old text at this position, "" for an insertion
 * @param to the new text at this position, "" for a deletion
 */
public record Edit(String kind, int at, String from, String to) {
    /** The kind of a user's correction. */
    public static final String CORRECTION = "correction";

    public Edit {
        if (at < 0) {
            throw new IllegalArgumentException("edit at " + at);
        }
    }

    /**
     * Returns {@code text} with this edit applied.
     *
     * @throws IllegalArgumentException if {@code text} does not have {@code from} at this position
     */
    public String applyTo(String text) {
        return replaced(text, from, to);
    }

    /**
     * Returns {@code text} with this edit undone.
     *
     * @throws IllegalArgumentException if {@code text} does not have {@code to} at this position
     */
    public String undo(String text) {
        return replaced(text, to, from);
    }

    private String replaced(String text, String there, String instead) {
        int start = at <= text.codePointCount(0, text.length()) ? text.offsetByCodePoints(0, at) : -1;
        if (start < 0 || !text.startsWith(there, start)) {
            throw new IllegalArgumentException("'" + there + "' is not at position " + at + " of '" + text + "'");
        }
        return text.substring(0, start) + instead + text.substring(start + there.length());
    }
}
