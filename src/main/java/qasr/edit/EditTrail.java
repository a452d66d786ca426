package qasr.edit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import qasr.transcript.Edit;

/** An alignment of a raw text with its edited form: shows which parts the edits changed, and how. */
public final class EditTrail {
    private final List<Piece> pieces = new ArrayList<>();

    /**
     * A part of the text.
     *
     * @param from the part in the raw text
     * @param to the part in the edited text
     * @param kinds the kinds of the edits that changed it, in order; empty if it is unchanged
     */
    public record Piece(String from, String to, Set<String> kinds) {
        /** Returns whether an edit changed this part. */
        public boolean isChanged() {
            return !kinds.isEmpty();
        }

        private Piece part(int begin, int end) {
            return new Piece(from.substring(begin, end), to.substring(begin, end), kinds);
        }
    }

    /**
     * Applies {@code edits} to {@code raw}, one after another.
     *
     * @throws IllegalArgumentException if the edits do not fit the text
     */
    public EditTrail(String raw, List<Edit> edits) {
        if (!raw.isEmpty()) {
            pieces.add(new Piece(raw, raw, Set.of()));
        }
        String text = raw;
        for (Edit edit : edits) {
            String edited = edit.applyTo(text);
            int start = text.offsetByCodePoints(0, edit.at());
            follow(start, start + edit.from().length(), edit);
            text = edited;
        }
    }

    /** Returns the parts in order. */
    public List<Piece> pieces() {
        return List.copyOf(pieces);
    }

    private void follow(int start, int end, Edit edit) {
        List<Piece> result = new ArrayList<>();
        StringBuilder from = new StringBuilder();
        StringBuilder to = new StringBuilder();
        Set<String> kinds = new LinkedHashSet<>();
        int place = 0;
        int index = 0;
        while (index < pieces.size() && place + pieces.get(index).to().length() <= start) {
            place += pieces.get(index).to().length();
            result.add(pieces.get(index++));
        }
        Piece behind = null;
        while (index < pieces.size() && place < end) {
            Piece piece = pieces.get(index++);
            int left = Math.max(0, start - place);
            int right = Math.min(piece.to().length(), end - place);
            if (piece.isChanged()) {
                from.append(piece.from());
                to.append(piece.to(), 0, left).append('\0').append(piece.to().substring(right));
                kinds.addAll(piece.kinds());
            } else {
                if (left > 0) {
                    result.add(piece.part(0, left));
                }
                from.append(piece.from(), left, right);
                to.append('\0');
                if (right < piece.to().length()) {
                    behind = piece.part(right, piece.to().length());
                }
            }
            place += piece.to().length();
        }
        kinds.add(edit.kind());
        result.add(new Piece(from.toString(), replaced(to.toString(), edit.to()), kinds));
        if (behind != null) {
            result.add(behind);
        }
        result.addAll(pieces.subList(index, pieces.size()));
        pieces.clear();
        pieces.addAll(result);
    }

    /** Returns {@code marked} with its run of NUL marks replaced by {@code replacement}. */
    private static String replaced(String marked, String replacement) {
        int first = marked.indexOf('\0');
        return first < 0
                ? marked + replacement
                : marked.substring(0, first) + replacement + marked.substring(marked.lastIndexOf('\0') + 1);
    }
}
