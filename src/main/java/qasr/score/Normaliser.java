package qasr.score;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import qasr.edit.ChineseNumbers;
import qasr.edit.Editor;
import qasr.edit.EnglishNumbers;
import qasr.transcript.Wording;

/** Normalises texts for comparison, by the rules in the package description. */
public final class Normaliser {
    /** Not one inside a number of full width, which NFKC turns into a comma between digits. */
    private static final Pattern FULL_WIDTH_COMMA = Pattern.compile("，(?![０-９]{3})");

    private final boolean numbers;

    /** Creates a normaliser. If {@code numbers} is true, it writes number words in figures. */
    public Normaliser(boolean numbers) {
        this.numbers = numbers;
    }

    /** Returns the normalised words of {@code text}. */
    public List<String> words(String text) {
        String normal = normal(text);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        normal.codePoints().forEach(point -> {
            boolean alone = isUnspaced(point);
            boolean mark = Character.getType(point) == Character.NON_SPACING_MARK;
            if (word.length() > 0 && !mark && (point == ' ' || alone || isUnspaced(word.codePointAt(0)))) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (point != ' ') {
                word.appendCodePoint(point);
            }
        });
        if (word.length() > 0) {
            words.add(word.toString());
        }
        return words;
    }

    /** Returns the normalised characters of {@code text}, without blanks. */
    public List<String> characters(String text) {
        return normal(text)
                .codePoints()
                .filter(point -> point != ' ')
                .mapToObj(Character::toString)
                .toList();
    }

    private String normal(String text) {
        String written = numbers
                ? new Editor(List.of(ChineseNumbers.byValue(), EnglishNumbers.byValue()))
                        .edit(Wording.of("", text))
                        .text()
                : text;
        String plain = Normalizer.normalize(FULL_WIDTH_COMMA.matcher(written).replaceAll(" "), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('\u2019', '\'');
        int[] points = (numbers ? Figures.inFull(plain) : plain).codePoints().toArray();
        StringBuilder normal = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            int left = i == 0 ? ' ' : points[i - 1];
            int right = i + 1 == points.length ? ' ' : points[i + 1];
            boolean betweenDigits = Character.isDigit(left) && Character.isDigit(right);
            boolean betweenLetters = Character.isLetter(left) && Character.isLetter(right);
            if (isOfWord(points[i]) || (points[i] == '\'' && betweenLetters) || (points[i] == '.' && betweenDigits)) {
                normal.appendCodePoint(points[i]);
            } else if (!(points[i] == ',' && betweenDigits) && Character.getType(points[i]) != Character.FORMAT) {
                normal.append(' ');
            }
        }
        return normal.toString();
    }

    private static boolean isOfWord(int point) {
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isUnspaced(int point) {
        return switch (UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
            default -> point == 0x30fc;
        };
    }
}
