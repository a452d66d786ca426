package qasr.subtitle;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Text that is said without a long pause, in one language and by one speaker: one utterance or several. Each char has
 * its times, in milliseconds; inside a word they are in proportion to its letters.
 */
final class Passage {
    private final String language;
    private final SpeakerLabel label;
    private final StringBuilder text = new StringBuilder();
    private final List<TimedWord> words = new ArrayList<>();
    /** By word: its first char. */
    private final List<Integer> wordStarts = new ArrayList<>();
    /** The chars at which an utterance begins, other than the first. */
    private final BitSet utteranceStarts = new BitSet();

    private long[] starts = new long[0];
    private long[] ends = new long[0];
    private int[] wordAt = new int[0];

    Passage(String language, String speaker) {
        this.language = language;
        this.label = SpeakerLabel.of(speaker);
    }

    /** Adds an utterance; its words have times in order. */
    void add(String blank, List<TimedWord> spoken) {
        if (!words.isEmpty()) {
            TimedWord last = words.get(words.size() - 1);
            words.set(words.size() - 1, new TimedWord(last.text() + blank, last.start(), last.end()));
            text.append(blank);
            utteranceStarts.set(text.length());
        }
        for (TimedWord word : spoken) {
            wordStarts.add(text.length());
            words.add(word);
            text.append(word.text());
        }
    }

    /** Computes the times of each char, after the last utterance has been added. */
    void finish() {
        starts = new long[text.length()];
        ends = new long[text.length()];
        wordAt = new int[text.length()];
        for (int w = 0; w < words.size(); w++) {
            spread(w);
        }
    }

    private void spread(int w) {
        TimedWord word = words.get(w);
        int from = wordStarts.get(w);
        int length = word.text().length();
        boolean letters = word.text().codePoints().anyMatch(Character::isLetterOrDigit);
        int[] before = new int[length + 1];
        for (int i = 0; i < length; i++) {
            before[i + 1] = before[i] + (counts(word.text(), i, letters) ? 1 : 0);
        }
        int all = Math.max(1, before[length]);
        long duration = word.end() - word.start();
        for (int i = 0; i < length; i++) {
            starts[from + i] = word.start() + duration * before[i] / all;
            ends[from + i] = word.start() + duration * before[i + 1] / all;
            wordAt[from + i] = w;
        }
    }

    /** Returns whether a char takes time: that of a letter or digit, or any other but a blank in a word without letters. */
    private static boolean counts(String text, int i, boolean letters) {
        return !Character.isLowSurrogate(text.charAt(i))
                && (letters ? Character.isLetterOrDigit(text.codePointAt(i)) : !Character.isWhitespace(text.charAt(i)));
    }

    /** Returns the chars at which a word begins after a pause that ends a subtitle. */
    BitSet pauses() {
        BitSet pauses = new BitSet();
        for (int w = 1; w < words.size(); w++) {
            if (words.get(w).start() - words.get(w - 1).end() >= CueRules.PAUSE_MILLIS) {
                int at = wordStarts.get(w);
                while (at > 0 && Script.isNotLast(text.codePointBefore(at))) {
                    at--; // an opening mark belongs to what it opens
                }
                pauses.set(at);
            }
        }
        return pauses;
    }

    String language() {
        return language;
    }

    /** Returns the label of its speaker. */
    SpeakerLabel label() {
        return label;
    }

    String text() {
        return text.toString();
    }

    /** Returns when the first word begins. */
    long start() {
        return words.get(0).start();
    }

    /** Returns when the last word ends. */
    long end() {
        return words.get(words.size() - 1).end();
    }

    /** Returns when the text [from, to) begins: with its first letter, since the word before has the marks. */
    long start(int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isLetterOrDigit(text.codePointAt(i))) {
                return starts[i];
            }
        }
        return starts[from];
    }

    /** Returns when the text before {@code to} ends. */
    long end(int to) {
        return ends[to - 1];
    }

    boolean isUtteranceStart(int from, int to) {
        int next = utteranceStarts.nextSetBit(from);
        return next >= 0 && next <= to;
    }

    /** Returns the words of one line, with the blanks of {@code atoms} instead of the text's own. */
    List<TimedWord> words(List<Atom> atoms) {
        List<TimedWord> found = new ArrayList<>();
        int last = -1;
        for (Atom atom : atoms) {
            if (!found.isEmpty() && !atom.blank().isEmpty()) {
                append(found, atom.blank(), found.get(found.size() - 1).end());
            }
            String shown = atom.text();
            int at = atom.from();
            // Blanks inside an atom are single, those of the passage may not be: the words are found by their letters.
            for (int i = 0; i < shown.length(); i++, at++) {
                while (AtomSplitter.isBlank(text.charAt(at)) && !AtomSplitter.isBlank(shown.charAt(i))) {
                    at++;
                }
                if (found.isEmpty() || (wordAt[at] != last && !Character.isLowSurrogate(shown.charAt(i)))) {
                    found.add(new TimedWord(shown.substring(i, i + 1), starts[at], ends[at]));
                    last = wordAt[at];
                } else {
                    append(found, shown.substring(i, i + 1), ends[at]);
                }
            }
        }
        return withMarks(found);
    }

    /** Marks that open a line belong to the word before it; in this line they are a part of the first word. */
    private static List<TimedWord> withMarks(List<TimedWord> words) {
        boolean marks = words.size() > 1
                && words.get(0).text().codePoints().noneMatch(Character::isLetterOrDigit)
                && words.get(0).text().codePoints().allMatch(point -> Script.isNotLast(point) || point == ' ');
        if (!marks) {
            return words;
        }
        TimedWord first = words.get(1);
        words.set(1, new TimedWord(words.get(0).text() + first.text(), first.start(), first.end()));
        return withMarks(words.subList(1, words.size()));
    }

    private static void append(List<TimedWord> words, String text, long end) {
        TimedWord last = words.get(words.size() - 1);
        words.set(words.size() - 1, new TimedWord(last.text() + text, last.start(), Math.max(last.end(), end)));
    }
}
