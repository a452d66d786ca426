package qasr.transcript;

/**
 * One change of a text, which can be taken back. The edits of an utterance are in the order they were made: the first
 * changed the raw text, the last left the text as it is, and undoing them from the last to the first gives the raw text.
 *
 * @param kind what made it, such as "glossary", "loop_cut", "zh-script", "itn", "punctuation", "correction"
 * @param at where it stands, in code points, both in the text just before and in the text just after this edit
 * @param from what stood there before, "" for an insertion
 * @param to what stands there now, "" for a deletion
 */
public record Edit(String kind, int at, String from, String to) {
    /** The kind of what somebody corrected by hand. */
    public static final String CORRECTION = "correction";

    public Edit {
        if (at < 0) {
            throw new IllegalArgumentException("edit at " + at);
        }
    }

    /**
     * Returns {@code text} with this edit made.
     *
     * @throws IllegalArgumentException if {@code from} does not stand there
     */
    public String applyTo(String text) {
        return replaced(text, from, to);
    }

    /**
     * Returns {@code text} with this edit taken back.
     *
     * @throws IllegalArgumentException if {@code to} does not stand there
     */
    public String undo(String text) {
        return replaced(text, to, from);
    }

    private String replaced(String text, String there, String instead) {
        int start = at <= text.codePointCount(0, text.length()) ? text.offsetByCodePoints(0, at) : -1;
        if (start < 0 || !text.startsWith(there, start)) {
            throw new IllegalArgumentException("'" + there + "' does not stand at " + at + " of '" + text + "'");
        }
        return text.substring(0, start) + instead + text.substring(start + there.length());
    }
}
