package qasr.subtitle;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Finds where the lines of a text may break: at blanks, and where UAX 14 allows it beside characters of scripts without
 * blanks between words (ICU4J, with dictionaries for Thai, Lao, Khmer and Burmese). It keeps together what JIS X 4051
 * and CLREQ forbid to part (kinsoku), Latin and Korean words, numbers with their measure words, and names.
 */
final class AtomSplitter {
    private static final ULocale STRICT = new ULocale("und-u-lb-strict");

    private final String text;
    private final int columns;
    private final int[] widths;
    private final BitSet graphemes;
    private final BitSet words;
    private final BitSet lines;
    private final BitSet pauses;
    /** Chars before which no break is possible, as a name goes on there. */
    private final BitSet named = new BitSet();

    private final List<Atom> atoms = new ArrayList<>();

    /**
     * @param columns the width of a line; an atom that is wider is split where it does the least harm
     * @param pauses the chars that a long pause comes before: it may part letters that kinsoku keeps together
     */
    AtomSplitter(String text, List<String> names, int columns, BitSet pauses) {
        this.pauses = pauses;
        this.text = text;
        this.columns = columns;
        widths = Cells.ofEach(text);
        for (int i = 0; i < widths.length; i++) {
            // A tab or a line break is shown as a blank.
            widths[i] = isBlank(i) ? Math.max(1, widths[i]) : widths[i];
        }
        graphemes = boundaries(BreakIterator.getCharacterInstance(ULocale.ROOT));
        words = boundaries(BreakIterator.getWordInstance(ULocale.ROOT));
        lines = boundaries(BreakIterator.getLineInstance(STRICT));
        String folded = text.toLowerCase(Locale.ROOT);
        if (folded.length() == text.length()) {
            names.forEach(name -> keep(folded, name.strip().toLowerCase(Locale.ROOT)));
        }
    }

    private BitSet boundaries(BreakIterator iterator) {
        iterator.setText(text);
        BitSet found = new BitSet();
        for (int at = iterator.first(); at != BreakIterator.DONE; at = iterator.next()) {
            found.set(at);
        }
        return found;
    }

    private void keep(String folded, String name) {
        if (name.isEmpty()) {
            return;
        }
        for (int at = folded.indexOf(name); at >= 0; at = folded.indexOf(name, at + 1)) {
            if (width(at, at + name.length()) <= columns) {
                named.set(at + 1, at + name.length());
            }
        }
    }

    List<Atom> atoms() {
        int at = 0;
        String blank = "";
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && isBlank(end)) {
                end++;
            }
            blank = atoms.isEmpty() || end == at ? "" : text.substring(at, end).indexOf('\u3000') >= 0 ? "\u3000" : " ";
            at = end;
            while (end < text.length() && !isBlank(end)) {
                end++;
            }
            if (at < end) {
                addWord(at, end, blank);
            }
            at = end;
        }
        return List.copyOf(atoms);
    }

    /** White space that no line may break at is a part of its word. */
    private boolean isBlank(int at) {
        return isBlank(text.charAt(at));
    }

    /** Returns whether {@code c} is between words. */
    static boolean isBlank(char c) {
        return Character.isWhitespace(c) || c == '\u0085';
    }

    private void addWord(int from, int to, String blank) {
        int start = from;
        String before = blank;
        for (int at = from + 1; at <= to; at++) {
            if (at == to || mayBreak(at)) {
                add(start, at, before);
                start = at;
                before = "";
            }
        }
    }

    private boolean mayBreak(int at) {
        boolean possible = isAfterPause(at)
                ? !Measures.joins(text, at)
                : isLoose(at) && lines.get(at) && !Measures.mayJoin(text, at);
        return possible && !named.get(at);
    }

    /** Returns whether a letter of a script without blanks, which may be a small kana, comes after a long pause. */
    private boolean isAfterPause(int at) {
        int right = text.codePointAt(at);
        return pauses.get(at)
                && graphemes.get(at)
                && Character.isLetterOrDigit(right)
                && (Script.isUnspaced(right) || Script.isUnspaced(text.codePointBefore(at)))
                && !Script.isNotLast(text.codePointBefore(at));
    }

    /** Returns whether a break at {@code at} is possible at all beside the characters there. */
    private boolean isLoose(int at) {
        int left = text.codePointBefore(at);
        int right = text.codePointAt(at);
        return graphemes.get(at)
                && (Script.isUnspaced(left) || Script.isUnspaced(right))
                && !Script.isNotFirst(right)
                && !Script.isNotLast(left);
    }

    /** Adds an atom. It is joined to the previous one if no line may break between them, even at a blank. */
    private void add(int from, int to, String blank) {
        Atom last = atoms.isEmpty() ? null : atoms.get(atoms.size() - 1);
        if (last != null && !blank.isEmpty() && isJoined(last, from, to) && width(last.from(), to) <= columns) {
            atoms.set(
                    atoms.size() - 1,
                    atom(last.from(), to, last.blank(), last.text() + blank + text.substring(from, to)));
            return;
        }
        if (width(from, to) <= columns) {
            atoms.add(atom(from, to, blank, text.substring(from, to)));
            return;
        }
        int start = from;
        String before = blank;
        while (start < to) {
            int end = width(start, to) <= columns ? to : breakIfNeeded(start, to);
            atoms.add(atom(start, end, before, text.substring(start, end)));
            start = end;
            before = "";
        }
    }

    /** Returns where a text that is wider than a line breaks: as late as it fits, at a good place if there is one. */
    private int breakIfNeeded(int from, int to) {
        int good = lastThatFits(from, to, at -> isLineEnd(at, from, to));
        int any = good > from ? good : lastThatFits(from, to, at -> mayBreakIfNeeded(at, from, to));
        return any > from ? any : firstBreak(from, to);
    }

    private int lastThatFits(int from, int to, IntPredicate isBreak) {
        int last = from;
        int wide = 0;
        for (int at = from + 1; at < to; at++) {
            wide += widths[at - 1];
            if (wide > columns) {
                break;
            }
            last = isBreak.test(at) ? at : last;
        }
        return last;
    }

    private int firstBreak(int from, int to) {
        int at = from + 1;
        while (at < to && !isLineEnd(at, from, to) && !mayBreakIfNeeded(at, from, to)) {
            at++;
        }
        return at;
    }

    /** Between the parts of an address or of a compound with hyphens, between syllables, and where kinsoku permits. */
    private boolean isLineEnd(int at, int from, int to) {
        return lines.get(at)
                && isBetween(at, from, to)
                && !Measures.joins(text, at)
                && !Script.isNotFirst(text.codePointAt(at))
                && !Script.isNotLast(text.codePointBefore(at));
    }

    private boolean isBetween(int at, int from, int to) {
        return graphemes.get(at) && !named.get(at) && from < at && at < to;
    }

    /** Between any marks and beside any character of a script without blanks, but not inside a Latin word. */
    private boolean mayBreakIfNeeded(int at, int from, int to) {
        int left = text.codePointBefore(at);
        int right = text.codePointAt(at);
        boolean marks = !Character.isLetterOrDigit(left) && !Character.isLetterOrDigit(right);
        return isBetween(at, from, to) && (marks || Script.isUnspaced(left) || Script.isUnspaced(right));
    }

    private boolean isJoined(Atom last, int from, int to) {
        String word = text.substring(from, to);
        return Script.isNotFirst(word.codePointAt(0))
                || Script.isNotLast(last.text().codePointBefore(last.text().length()))
                || Measures.joins(last.text(), word)
                || named.get(from);
    }

    private Atom atom(int from, int to, String blank, String words) {
        int wide = 0;
        int all = 0;
        for (int i = from; i < to; i++) {
            all += isBlank(i) && i > from && isBlank(i - 1) ? 0 : widths[i];
            wide += widths[i] == Cells.FULL_WIDTH ? widths[i] : 0;
        }
        boolean inside = blank.isEmpty() && from > 0 && !this.words.get(from);
        int space = blank.isEmpty() ? 0 : blank.equals(" ") ? 1 : Cells.FULL_WIDTH;
        ScriptCount count = ScriptCount.of(words, all, wide);
        return new Atom(words, blank, space, count, Script.pauseAfter(words), from, to, inside);
    }

    private int width(int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += widths[i];
        }
        return sum;
    }
}
