package qasr.edit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Replaces terms by their spelling in the glossary. The package description says when two spellings are the same term.
 */
public final class GlossaryStage implements TextStage {
    /** The shortest term that is searched by sound: too many other words sound like two characters. */
    private static final int MIN_PINYIN = 3;

    /** The longest term that is matched in its own case only: "us", "it" and "who" are usually not the term. */
    private static final int MAX_AMBIGUOUS = 3;

    private final Pinyin pinyin = new Pinyin();
    private final Map<String, Form> forms = new HashMap<>();
    private final List<Form> sounds = new ArrayList<>();
    private final List<Integer> lengths;

    /** One spelling of a term. {@code own} is true for the canonical spelling. */
    private record Form(FoldedText folded, String written, String canonical, boolean own) {
        boolean isHan() {
            return folded.key().codePoints().allMatch(Character::isIdeographic);
        }

        /** Returns whether this form is matched in its own case only. */
        boolean isAmbiguous() {
            return own
                    && written.length() <= MAX_AMBIGUOUS
                    && written.codePoints().allMatch(Character::isAlphabetic)
                    && !isHan();
        }
    }

    /** A part of the text that may be a term. */
    private record Match(int start, int end, int units, boolean exact, Form form) {}

    public GlossaryStage(Glossary glossary) {
        for (Glossary.Entry entry : glossary.entries()) {
            for (String raw : entry.raws()) {
                add(raw, entry.canonical());
            }
        }
        // Added after all raw forms: a raw form wins over a canonical term with the same spelling.
        for (Glossary.Entry entry : glossary.entries()) {
            add(entry.canonical(), entry.canonical());
        }
        TreeSet<Integer> sizes = new TreeSet<>(Comparator.reverseOrder());
        forms.values().forEach(form -> sizes.add(form.folded().size()));
        lengths = List.copyOf(sizes);
    }

    private void add(String written, String canonical) {
        Form form = new Form(FoldedText.of(written), written, canonical, written.equals(canonical));
        if (forms.putIfAbsent(form.folded().key(), form) == null
                && form.folded().size() >= MIN_PINYIN
                && form.isHan()) {
            sounds.add(form);
        }
    }

    @Override
    public String kind() {
        return "glossary";
    }

    @Override
    public boolean settles() {
        return true;
    }

    @Override
    public List<Replacement> replacements(String text, String language) {
        FoldedText folded = FoldedText.of(text);
        List<Match> matches = new ArrayList<>();
        for (int i = 0; i < folded.size(); i++) {
            if (folded.isWordStart(i)) {
                findExact(text, folded, i, matches);
            }
            findAlike(folded, i, matches);
        }
        matches.sort(Comparator.comparingInt(Match::units)
                .reversed()
                .thenComparing(Match::exact, Comparator.reverseOrder())
                .thenComparingInt(Match::start));
        List<Replacement> chosen = new ArrayList<>();
        Protection taken = new Protection();
        for (Match match : matches) {
            if (!taken.touches(match.start(), match.end())) {
                taken.add(match.start(), match.end());
                String there = text.substring(match.start(), match.end());
                chosen.add(new Replacement(match.start(), match.end(), inCaseOf(there, match.form())));
            }
        }
        chosen.sort(Comparator.comparingInt(Replacement::start));
        return chosen;
    }

    private void findExact(String text, FoldedText folded, int i, List<Match> matches) {
        for (int length : lengths) {
            int to = i + length;
            if (to <= folded.size() && folded.isWordEnd(to - 1)) {
                Form form = forms.get(folded.key(i, to));
                int start = folded.start(i);
                int end = folded.end(to - 1);
                if (form != null && partsAlike(folded, i, form.folded())) {
                    boolean asWritten = text.substring(start, end).equals(form.written());
                    if (asWritten || !form.isAmbiguous()) {
                        matches.add(new Match(start, end, length, true, form));
                    }
                }
            }
        }
    }

    /** Returns whether the text has blanks and hyphens only where the term may have them. */
    private static boolean partsAlike(FoldedText text, int at, FoldedText term) {
        for (int k = 1; k < term.size(); k++) {
            if (text.hasGapBefore(at + k) && !(term.mayPartBefore(k) && text.isNarrowBefore(at + k))) {
                return false;
            }
        }
        return true;
    }

    private void findAlike(FoldedText folded, int i, List<Match> matches) {
        for (Form form : sounds) {
            FoldedText term = form.folded();
            int to = i + term.size();
            if (to <= folded.size() && soundsLike(folded, i, term)) {
                matches.add(new Match(folded.start(i), folded.end(to - 1), term.size(), false, form));
            }
        }
    }

    private boolean soundsLike(FoldedText text, int at, FoldedText term) {
        for (int k = 0; k < term.size(); k++) {
            if (!pinyin.soundAlike(text.unit(at + k), term.unit(k)) || (k > 0 && text.hasGapBefore(at + k))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the replacement for {@code there}: a lower-case term takes the case of the text, other terms keep their
     * own.
     */
    private static String inCaseOf(String there, Form form) {
        String term = form.canonical();
        boolean lower = term.equals(term.toLowerCase(Locale.ROOT));
        if (!lower || !Character.isUpperCase(there.codePointAt(0))) {
            return term;
        }
        boolean allUpper = there.equals(there.toUpperCase(Locale.ROOT))
                && there.codePoints().filter(Character::isUpperCase).count() > 1;
        int first = term.offsetByCodePoints(0, 1);
        return allUpper
                ? term.toUpperCase(Locale.ROOT)
                : term.substring(0, first).toUpperCase(Locale.ROOT) + term.substring(first);
    }
}
