package qasr.correct;

import java.util.ArrayList;
import java.util.List;
import qasr.score.Alignment;
import qasr.transcript.Edit;
import qasr.transcript.Wording;

/** The differences between two texts of a segment, in whole words. */
final class TextEdits {
    private TextEdits() {}

    /** Returns {@code before} with corrections that make it say {@code text}, one for each run of words that differs. */
    static Wording corrected(Wording before, String text) {
        Wording wording = before;
        StringBuilder from = new StringBuilder();
        StringBuilder to = new StringBuilder();
        int at = 0;
        for (Alignment.Pair pair : pairs(before.text(), text)) {
            if (!pair.isHit()) {
                from.append(pair.reference());
                to.append(pair.hypothesis());
                continue;
            }
            wording = edited(wording, at, from, to);
            at += to.codePointCount(0, to.length())
                    + pair.hypothesis().codePointCount(0, pair.hypothesis().length());
            from.setLength(0);
            to.setLength(0);
        }
        return edited(wording, at, from, to);
    }

    private static Wording edited(Wording wording, int at, StringBuilder from, StringBuilder to) {
        return from.length() + to.length() == 0
                ? wording
                : wording.edited(new Edit(Edit.CORRECTION, at, from.toString(), to.toString()));
    }

    private static List<Alignment.Pair> pairs(String from, String to) {
        return new Alignment(Token.pieces(from), Token.pieces(to)).pairs();
    }

    /** Returns how many pieces two texts differ by. */
    static int distance(String from, String to) {
        return (int) pairs(from, to).stream().filter(pair -> !pair.isHit()).count();
    }

    /**
     * Returns {@code base} with what both texts have changed in it; where both have changed the same place, {@code first}
     * counts.
     */
    static String merged(String base, String first, String second) {
        List<List<String>> mine = slots(base, first);
        List<List<String>> theirs = slots(base, second);
        List<String> pieces = Token.pieces(base);
        StringBuilder text = new StringBuilder();
        for (int slot = 0; slot < mine.size(); slot++) {
            // Even slots are before a piece and empty; odd slots have the piece itself.
            List<String> unchanged = slot % 2 == 0 ? List.of() : List.of(pieces.get(slot / 2));
            List<String> chosen = mine.get(slot).equals(unchanged) ? theirs.get(slot) : mine.get(slot);
            text.append(String.join("", chosen));
        }
        return text.toString();
    }

    private static List<List<String>> slots(String base, String text) {
        List<List<String>> slots = new ArrayList<>();
        slots.add(new ArrayList<>());
        for (Alignment.Pair pair : pairs(base, text)) {
            if (pair.reference().isEmpty()) {
                slots.get(slots.size() - 1).add(pair.hypothesis());
            } else {
                slots.add(pair.hypothesis().isEmpty() ? List.of() : List.of(pair.hypothesis()));
                slots.add(new ArrayList<>());
            }
        }
        return slots;
    }
}
