package qasr.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of an utterance.
 *
 * @param language the language's English name as the model says it, or "" where it gave none
 * @param raw the words as the model said them
 * @param text the words as they are shown; "" where none were heard
 * @param edits what made {@code text} of {@code raw}, in the order it was done
 */
public record Wording(String language, String raw, String text, List<Edit> edits) {
    /** No words. */
    public static final Wording NONE = of("", "");

    public Wording {
        edits = List.copyOf(edits);
    }

    /** Returns words that nothing has changed. */
    public static Wording of(String language, String text) {
        return new Wording(language, text, text, List.of());
    }

    /** Returns these words with one more change. */
    public Wording edited(Edit edit) {
        List<Edit> all = new ArrayList<>(edits);
        all.add(edit);
        return new Wording(language, raw, edit.applyTo(text), all);
    }

    /** Returns whether somebody has corrected them. */
    public boolean isCorrected() {
        return edits.stream().anyMatch(edit -> edit.kind().equals(Edit.CORRECTION));
    }

    /** Returns the raw text as the edits tell it: {@link #raw}, if they are right. */
    public String undone() {
        String undone = text;
        for (int i = edits.size() - 1; i >= 0; i--) {
            undone = edits.get(i).undo(undone);
        }
        return undone;
    }
}
