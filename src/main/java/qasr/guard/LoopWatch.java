package qasr.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.model.TokenListener;
import qasr.text.TextStream;
import qasr.text.Tokenizer;

/**
 * Listens to one answer while it is decoded and stops it when it goes in circles: as tokens, as code points, as letters
 * alone, since a loop may vary its commas, and as letters with a mark for each number, since a loop may count. People count
 * things, too: twice as many repeats are taken for true there, and bare numbers are no loop at all.
 */
final class LoopWatch implements TokenListener {
    private final TextStream text;
    private final PeriodWatch tokens;
    private final PeriodWatch points;
    private final PeriodWatch letters;
    private final Outline outline;
    private int invisible;
    private boolean loops;

    LoopWatch(Tokenizer tokenizer, int patience) {
        text = tokenizer.stream();
        tokens = new PeriodWatch(patience);
        points = new PeriodWatch(patience);
        letters = new PeriodWatch(patience);
        outline = new Outline(patience);
    }

    /** Letters with a mark for each number. */
    private static final class Outline {
        private static final int NUMBER = '#';
        /** Less than "page" with a number is a list of figures. */
        private static final int LEAST_LETTERS = 4;

        private final PeriodWatch watch;
        private boolean number;

        Outline(int patience) {
            watch = new PeriodWatch(2 * patience);
        }

        /** Takes the next letter or digit; returns whether the sequence goes in circles. */
        boolean add(int point) {
            boolean digit = Character.isDigit(point);
            boolean more = digit && number;
            number = digit;
            if (more) {
                return false;
            }
            return watch.add(digit ? NUMBER : point) && watch.period() > LEAST_LETTERS;
        }

        /** Returns the length of what is repeated and the place of its first, in letters and marks. */
        PeriodWatch watch() {
            return watch;
        }
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
                loops |= outline.add(Character.toLowerCase(point));
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

    /** Returns the first of the repeats that {@code text} ends in, if it does: it may be cut behind that. */
    static Optional<Repeat> find(String text, int patience) {
        int[] all = text.codePoints().toArray();
        List<Integer> places = new ArrayList<>();
        List<Integer> letters = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            if (Character.isLetterOrDigit(all[i])) {
                places.add(i);
                letters.add(Character.toLowerCase(all[i]));
            }
        }
        PeriodWatch exact = new PeriodWatch(patience);
        for (int i = 0; i < all.length; i++) {
            if (exact.add(all[i])) {
                return Optional.of(repeat(text, exact.start(), exact.start() + exact.period() - 1));
            }
        }
        PeriodWatch alike = new PeriodWatch(patience);
        Outline outline = new Outline(patience);
        List<Integer> marks = new ArrayList<>();
        for (int i = 0; i < letters.size(); i++) {
            if (alike.add(letters.get(i))) {
                return Optional.of(
                        repeat(text, places.get(alike.start()), places.get(alike.start() + alike.period() - 1)));
            }
            if (!Character.isDigit(letters.get(i)) || i == 0 || !Character.isDigit(letters.get(i - 1))) {
                marks.add(places.get(i));
            }
            if (outline.add(letters.get(i))) {
                PeriodWatch watch = outline.watch();
                int next = marks.get(watch.start() + watch.period());
                return Optional.of(repeat(text, marks.get(watch.start()), next - 1));
            }
        }
        return Optional.empty();
    }

    /**
     * Where a text begins to repeat itself.
     *
     * @param start of what is repeated, in UTF-16 units
     * @param end of it, with the punctuation behind it
     */
    record Repeat(int start, int end) {}

    private static Repeat repeat(String text, int firstPoint, int lastPoint) {
        int end = text.offsetByCodePoints(0, lastPoint + 1);
        while (end < text.length() && !Character.isLetterOrDigit(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return new Repeat(text.offsetByCodePoints(0, firstPoint), end);
    }
}
