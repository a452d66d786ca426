package qasr.edit;

import java.util.ArrayList;
import java.util.List;

/**
 * Removes punctuation. Marks inside words and numbers are kept (don't, Jean-Luc, 3.5, 10:30, qasr.io), and so are the
 * sign of a number and a point that begins a number or a name (-5, .5, .NET), and marks that are read aloud (%, &amp;,
 * @, /, #, §). A blank keeps words apart.
 */
public final class PunctuationStage implements TextStage {
    private static final String READ_ALOUD = "%&@#*/\\\u00a7\u066a\u2030\uff05\uff06\uff20\uff03\uff0f";
    private static final String INSIDE_WORDS = "'\u2019-\u2010\u2011_.:\u00b7\u30fb";
    /** Decimal and thousands separators, and the wide colon of a time. */
    private static final String INSIDE_NUMBERS = ",\u066b\u066c\uff0e\uff1a";

    private static final String SIGNS = "-\uff0d";

    @Override
    public String kind() {
        return "punctuation";
    }

    @Override
    public List<Replacement> replacements(String text, String language) {
        List<Replacement> replacements = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            int end = i;
            boolean marks = false;
            while (end < text.length() && (isBlank(text, end) || isMark(text, end))) {
                marks |= !isBlank(text, end);
                end += Character.charCount(text.codePointAt(end));
            }
            if (marks) {
                replacements.add(new Replacement(i, end, between(text, i, end)));
            }
            i = end == i ? i + Character.charCount(text.codePointAt(i)) : end;
        }
        return replacements;
    }

    private static boolean isBlank(String text, int at) {
        return Character.isWhitespace(text.codePointAt(at)) || Character.isSpaceChar(text.codePointAt(at));
    }

    private static boolean isMark(String text, int at) {
        int point = text.codePointAt(at);
        boolean punctuation = switch (Character.getType(point)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> point == '~' || point == 0xff5e;
        };
        if (!punctuation || READ_ALOUD.indexOf(point) >= 0) {
            return false;
        }
        int after = at + Character.charCount(point);
        if (after == text.length()) {
            return true;
        }
        int left = at == 0 ? ' ' : text.codePointBefore(at);
        int right = text.codePointAt(after);
        boolean inNumber = INSIDE_NUMBERS.indexOf(point) >= 0 && Character.isDigit(left) && Character.isDigit(right);
        boolean inWord = INSIDE_WORDS.indexOf(point) >= 0 && isOfWord(left) && Character.isLetterOrDigit(right);
        return !inNumber && !inWord && !beginsWord(text, at);
    }

    /** Returns whether the mark begins a number or a name: -5, -.5, .5, .NET. The last of several marks begins none. */
    private static boolean beginsWord(String text, int at) {
        char mark = text.charAt(at);
        boolean digit = at + 1 < text.length() && Character.isDigit(text.codePointAt(at + 1));
        int left = at == 0 ? ' ' : text.codePointBefore(at);
        if (isOfWord(left)) {
            return false;
        }
        if (SIGNS.indexOf(mark) >= 0) {
            boolean point = text.startsWith(".", at + 1) && beginsWord(text, at + 1);
            return (digit || point) && Character.getType(left) != Character.DASH_PUNCTUATION;
        }
        boolean name = (at == 0 || isBlank(text, at - 1)) && at + 1 < text.length() && isLatin(text.charAt(at + 1));
        return mark == '.' && left != '.' && left != '\u2026' && (digit || name);
    }

    private static boolean isLatin(char letter) {
        return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
    }

    /** Returns whether this is a letter, a digit, or a vowel sign or accent that is written after its letter. */
    private static boolean isOfWord(int point) {
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** Returns the replacement for punctuation between two words: a blank, or "" in scripts without blanks. */
    private static String between(String text, int start, int end) {
        if (start == 0 || end == text.length()) {
            return "";
        }
        boolean unspaced =
                FoldedText.isUnspaced(text.codePointBefore(start)) || FoldedText.isUnspaced(text.codePointAt(end));
        return unspaced ? "" : " ";
    }
}
