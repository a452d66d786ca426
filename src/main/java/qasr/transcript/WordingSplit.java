package qasr.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a wording in two, with the edits and the raw text of each part. */
final class WordingSplit {
    private final Wording wording;
    private final List<Edit> left = new ArrayList<>();
    private final List<Edit> right = new ArrayList<>();

    private WordingSplit(Wording wording) {
        this.wording = wording;
    }

    /** Returns the text before and after {@code at}, in chars; empty if an edit has changed what stands on both sides. */
    static Optional<List<Wording>> of(Wording wording, int at) {
        return new WordingSplit(wording).parts(at);
    }

    private Optional<List<Wording>> parts(int at) {
        String text = wording.text();
        if (at <= 0 || at >= text.length()) {
            return Optional.empty();
        }
        // Edits count code points. Each is undone, the last one first, which moves the place of the split.
        int place = text.codePointCount(0, at);
        for (int i = wording.edits().size() - 1; i >= 0; i--) {
            Edit edit = wording.edits().get(i);
            int now = points(edit.to());
            if (edit.at() >= place) {
                right.add(0, new Edit(edit.kind(), edit.at() - place, edit.from(), edit.to()));
            } else if (edit.at() + now <= place) {
                left.add(0, edit);
                place += points(edit.from()) - now;
            } else {
                return Optional.empty();
            }
        }
        String raw = wording.raw();
        if (place < 0 || place > points(raw)) {
            return Optional.empty(); // the edits are not those of this text
        }
        int rawAt = raw.offsetByCodePoints(0, place);
        return Optional.of(List.of(
                new Wording(wording.language(), raw.substring(0, rawAt), text.substring(0, at), left),
                new Wording(wording.language(), raw.substring(rawAt), text.substring(at), right)));
    }

    private static int points(String text) {
        return text.codePointCount(0, text.length());
    }
}
