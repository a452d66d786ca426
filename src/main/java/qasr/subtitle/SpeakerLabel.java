package qasr.subtitle;

/**
 * The name of the speaker that a subtitle shows before its text.
 *
 * @param name the speaker, on one line; "" for no label
 * @param alone whether the label has a line of its own, because the first word does not fit beside it
 */
public record SpeakerLabel(String name, boolean alone) {
    /** No label. */
    public static final SpeakerLabel NONE = new SpeakerLabel("", false);

    /** Returns the label of {@code speaker}, beside the text. */
    static SpeakerLabel of(String speaker) {
        String name = speaker.strip().replaceAll("(?U)\\s+", " ");
        return name.isEmpty() ? NONE : new SpeakerLabel(name, false);
    }

    /** Returns the label on a line of its own. */
    SpeakerLabel onItsLine() {
        return new SpeakerLabel(name, true);
    }

    /** Returns whether there is no label. */
    public boolean isEmpty() {
        return name.isEmpty();
    }

    /** Returns the label in brackets, without a blank; "" if there is none. */
    public String text() {
        return name.isEmpty() ? "" : "[" + name + "]";
    }

    /** Returns what comes before the first line: the label and a blank, or the label and a line end; or "". */
    public String prefix() {
        return name.isEmpty() ? "" : text() + (alone ? "\n" : " ");
    }

    /** Returns the columns that the label and its blank take on the first line. */
    int columns() {
        return name.isEmpty() ? 0 : Cells.of(text()) + 1;
    }
}
