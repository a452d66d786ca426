package qasr.correct;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A word with its punctuation, or one character of a script without blanks.
 *
 * @param blankBefore whether a blank stands between this and the token before it
 * @param newRow whether a line feed of a subtitle is among these blanks
 * @param line the line of the file, or the segment of the transcript, that it is in
 */
record Token(String text, boolean blankBefore, boolean newRow, int line) {
    /** The key of what stands between two lines: no token has it. */
    static final String LINE_END = "\n";

    private static final Pattern BLANKS = Pattern.compile("(?U)\\s+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");

    /** Returns the tokens of {@code text}. */
    static List<Token> of(String text, int line) {
        List<Token> tokens = new ArrayList<>();
        for (String word : BLANKS.split(text.strip(), -1)) {
            boolean blank = true;
            for (String part : pieces(word)) {
                tokens.add(new Token(part, blank, false, line));
                blank = false;
            }
        }
        return tokens;
    }

    /** Returns the tokens of a subtitle whose rows are separated by line feeds. */
    static List<Token> ofRows(String text, int line) {
        List<Token> tokens = new ArrayList<>();
        for (String row : text.split("\n", -1)) {
            List<Token> inside = of(row, line);
            if (!tokens.isEmpty() && !inside.isEmpty()) {
                inside.set(0, new Token(inside.get(0).text(), true, true, line));
            }
            tokens.addAll(inside);
        }
        return tokens;
    }

    /** Returns the pieces of {@code text}, runs of blanks among them; joined they are the text. */
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int before = ' ';
        for (int c : text.codePoints().toArray()) {
            boolean blank = Character.isWhitespace(c);
            if (piece.length() > 0
                    && (blank != Character.isWhitespace(before) || (!blank && (isAlone(c) || isAlone(before))))) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.appendCodePoint(c);
            before = c;
        }
        if (piece.length() > 0) {
            pieces.add(piece.toString());
        }
        return pieces;
    }

    /** Tells whether a character is of a script that puts no blanks between words. */
    static boolean isAlone(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN -> Character.isLetter(codePoint);
            // Marks that lengthen or voice a kana have no script.
            default ->
                (codePoint >= 0x3001 && codePoint <= 0x303f)
                        || (codePoint >= 0xff01 && codePoint <= 0xff9f)
                        || codePoint == 0x30fc;
        };
    }

    /** Returns the token with another text. */
    Token with(String other) {
        return new Token(other, blankBefore, newRow, line);
    }

    /** Returns what tokens are compared by: without case, width and punctuation, unless that is all there is. */
    String key() {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String letters = NO_LETTERS.matcher(folded).replaceAll("");
        return letters.isEmpty() ? text.replace("-->", "->") : letters;
    }
}
