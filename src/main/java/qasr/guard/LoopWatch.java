package qasr.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.model.TokenListener;
import qasr.text.TextStream;
import qasr.text.Tokenizer;

/**
 * Watches one answer while it is decoded and stops decoding at a loop. It compares tokens, code points, letters alone
 * (a loop may vary its commas), and letters with one mark per number (a loop may count). People count things, too: with
 * numbers a loop needs twice as many repeats, and numbers alone are no loop.
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

    /** Watches the letters, with one mark for each number. */
    private static final class Outline {
        private static final int NUMBER = '#';
        /** A period of up to four letters, such as "page" with a number, is a list of figures. */
        private static final int LEAST_LETTERS = 4;

        private final PeriodWatch watch;
        private boolean number;

        Outline(int patience) {
            watch = new PeriodWatch(2 * patience);
        }

        /** Adds the next letter or digit; returns whether the sequence is a loop. */
        boolean add(int point) {
            boolean digit = Character.isDigit(point);
            boolean more = digit && number;
            number = digit;
            if (more) {
                return false;
            }
            return watch.add(digit ? NUMBER : point) && watch.period() > LEAST_LETTERS;
        }

        /** Returns the watch, which has the length and the start of the repeated part, in letters and marks. */
        PeriodWatch watch() {
            return watch;
        }
    }

    @Override
    public boolean token(int row, int token, float logProbability) {
        String piece = text.add(token);
        invisible = piece.isEmpty() ? invisible + 1 : 0;
        // Tokens are compared only if they have no text. Where there is text, the text decides: laughter is a few
        // tokens again and again.
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

    /** Tells whether the tokens {@code ids} are a loop. */
    static boolean loops(Tokenizer tokenizer, int[] ids, int patience) {
        LoopWatch watch = new LoopWatch(tokenizer, patience);
        for (int id : ids) {
            if (!watch.token(0, id, 0)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the first repeat of the loop that {@code text} ends in, if any. The text can be cut after it. */
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
     * The position where a text begins to repeat itself.
     *
     * @param start the start of the repeated part, in UTF-16 units
     * @param end its end, after the punctuation that follows it
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
