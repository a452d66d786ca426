package qasr.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of an utterance, raw and edited.
 *
 * @param language the English name of the language, as the model writes it, or "" if the model named none
 * @param raw the model's own text
 * @param text the text after all edits; "" without words
 * @param edits the edits from {@code raw} to {@code text}, in order
 */
public record Wording(String language, String raw, String text, List<Edit> edits) {
    /** No words. */
    public static final Wording NONE = of("", "");

    public Wording {
        edits = List.copyOf(edits);
    }

    /** Returns a text without edits. */
    public static Wording of(String language, String text) {
        return new Wording(language, text, text, List.of());
    }

    /** Returns a copy with one more edit. */
    public Wording edited(Edit edit) {
        List<Edit> all = new ArrayList<>(edits);
        all.add(edit);
        return new Wording(language, raw, edit.applyTo(text), all);
    }

    /** Returns whether a user has corrected the words. */
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
