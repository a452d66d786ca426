package qasr.guard;

import java.util.ArrayList;
import java.util.List;
import qasr.model.TokenListener;
import qasr.text.TextStream;
import qasr.text.Tokenizer;

/**
 * Listens to one answer while it is decoded and stops it when it goes in circles: as tokens, as code points, and as letters
 * alone, since a loop may vary its commas.
 */
final class LoopWatch implements TokenListener {
    private final TextStream text;
    private final PeriodWatch tokens;
    private final PeriodWatch points;
    private final PeriodWatch letters;
    private int invisible;
    private boolean loops;

    LoopWatch(Tokenizer tokenizer, int patience) {
        text = tokenizer.stream();
        tokens = new PeriodWatch(patience);
        points = new PeriodWatch(patience);
        letters = new PeriodWatch(patience);
    }

    @Override
    public boolean token(int row, int token, float logProbability) {
        String piece = text.add(token);
        invisible = piece.isEmpty() ? invisible + 1 : 0;
        // Tokens count where they have no text. Else their text does: laughter is a few tokens over and over.
        loops |= tokens.add(token) && invisible >= tokens.period();
        piece.codePoints().forEach(point -> {
            loops |= points.add(point);
            if (Character.isLetterOrDigit(point)) {
                loops |= letters.add(Character.toLowerCase(point));
            }
        });
        return !loops;
    }

    /** Tells whether {@code ids} go in circles. */
    static boolean loops(Tokenizer tokenizer, int[] ids, int patience) {
        LoopWatch watch = new LoopWatch(tokenizer, patience);
        for (int id : ids) {
            if (!watch.token(0, id, 0)) {
                return true;
            }
        }
        return false;
    }

    /** Returns {@code text} up to the end of the first of the repeats that it ends in, or all of it. */
    static String cut(String text, int patience) {
        int[] all = text.codePoints().toArray();
        String exact = cut(text, all, new PeriodWatch(patience), identity(all.length));
        if (exact.length() < text.length()) {
            return exact;
        }
        List<Integer> places = new ArrayList<>();
        List<Integer> letters = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            if (Character.isLetterOrDigit(all[i])) {
                places.add(i);
                letters.add(Character.toLowerCase(all[i]));
            }
        }
        return cut(
                text,
                letters.stream().mapToInt(Integer::intValue).toArray(),
                new PeriodWatch(patience),
                places.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int[] identity(int length) {
        int[] places = new int[length];
        for (int i = 0; i < length; i++) {
            places[i] = i;
        }
        return places;
    }

    private static String cut(String text, int[] elements, PeriodWatch watch, int[] places) {
        for (int element : elements) {
            if (watch.add(element)) {
                int end = text.offsetByCodePoints(0, places[watch.start() + watch.period() - 1] + 1);
                while (end < text.length() && !Character.isLetterOrDigit(text.codePointAt(end))) {
                    end += Character.charCount(text.codePointAt(end));
                }
                return text.substring(0, end).strip();
            }
        }
        return text;
    }
}
