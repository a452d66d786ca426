package qasr.correct;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import qasr.score.Alignment;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.transcript.Word;
import qasr.transcript.Wording;

/**
 * The words of a corrected segment with times. Words that the correction leaves alone keep theirs. New words share the time of
 * the words that they replace, by their letters; words that replace nothing share the time of the word before them. The
 * segment is then {@code approx}.
 */
final class RetimedWords {
    /** A syllable in one character takes about as long as three Latin letters. */
    private static final int ALONE_WEIGHT = 3;

    private final List<Word> old;
    private final List<Word> words = new ArrayList<>();
    /** The old words that the text in {@link #fresh} replaces: from the first to before the end. */
    private int first;

    private int end;
    private final StringBuilder fresh = new StringBuilder();
    /** Whether a word has a time that nobody measured. */
    private boolean shared;

    private RetimedWords(List<Word> old) {
        this.old = old;
    }

    /** Returns {@code utterance} with corrections that make it say {@code text}, and with times if it has times. */
    static Utterance corrected(Utterance utterance, String text) {
        Wording wording = TextEdits.corrected(utterance.wording(), text);
        Utterance corrected = utterance.with(wording);
        if (utterance.words().isEmpty() || text.isBlank() || text.equals(utterance.text())) {
            return corrected;
        }
        RetimedWords retimed = new RetimedWords(utterance.words());
        List<Word> words = retimed.of(utterance.text(), text);
        return corrected.timed(
                retimed.shared ? Place.Timing.APPROX : utterance.place().timing(), words);
    }

    private List<Word> of(String before, String text) {
        String[] texts = new String[old.size()];
        boolean[] kept = new boolean[old.size()];
        assign(before, text, texts, kept);
        for (int i = 0; i < texts.length; i++) {
            if (kept[i]) {
                flush();
                add(old.get(i));
                first = i + 1;
            } else {
                fresh.append(texts[i]);
            }
            end = i + 1;
        }
        flush();
        if (fresh.length() > 0) {
            share(List.of(fresh.toString()), span(0, old.size()));
        }
        return words;
    }

    /** Adds a word as before, after punctuation that has no word before it. */
    private void add(Word word) {
        words.add(new Word(fresh + word.text(), word.span(), word.probability(), word.adjusted()));
        fresh.setLength(0);
    }

    /** Gives each part of the new text to an old word, and tells which words are as before. */
    private void assign(String before, String text, String[] texts, boolean[] kept) {
        StringBuilder[] parts = new StringBuilder[old.size()];
        int[] ends = new int[old.size()];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new StringBuilder();
            length += old.get(i).text().length();
            ends[i] = length;
        }
        int at = 0;
        int word = 0;
        for (Alignment.Pair pair : new Alignment(Token.pieces(before), Token.pieces(text)).pairs()) {
            at += pair.reference().length();
            // A piece that lies in several words goes to the last of them: none of them is as before.
            while (ends[word] < at) {
                word++;
            }
            parts[word].append(pair.hypothesis());
        }
        for (int i = 0; i < parts.length; i++) {
            texts[i] = parts[i].toString();
            kept[i] = texts[i].equals(old.get(i).text());
        }
    }

    /** Adds the new text that was collected, with the time of the words that it replaces. Punctuation joins the last word. */
    private void flush() {
        boolean letters = hasLetters(fresh.toString());
        if (letters) {
            share(split(fresh.toString()), span(first, end));
        } else if (!words.isEmpty() && fresh.length() > 0) {
            Word last = words.remove(words.size() - 1);
            words.add(new Word(last.text() + fresh, last.span(), last.probability(), last.adjusted()));
        }
        if (letters || !words.isEmpty()) {
            fresh.setLength(0);
        }
        first = end;
    }

    private TimeSpan span(int from, int to) {
        return new TimeSpan(old.get(from).span().start(), old.get(to - 1).span().end());
    }

    private static boolean hasLetters(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private void share(List<String> texts, TimeSpan span) {
        shared = true;
        long all = texts.stream().mapToLong(RetimedWords::weight).sum();
        long millis = span.length().toMillis();
        long before = 0;
        for (String text : texts) {
            Duration start = span.start().plusMillis(millis * before / all);
            before += weight(text);
            words.add(Word.adjusted(text, new TimeSpan(start, span.start().plusMillis(millis * before / all))));
        }
    }

    /** Returns the words of a text: blanks and punctuation belong to the word before them, or to the first word. */
    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        boolean spoken = false;
        for (String piece : Token.pieces(text)) {
            boolean letters = hasLetters(piece);
            if (words.isEmpty() || (letters && spoken)) {
                words.add(piece);
            } else {
                words.set(words.size() - 1, words.get(words.size() - 1) + piece);
            }
            spoken |= letters;
        }
        return words;
    }

    private static long weight(String text) {
        return Math.max(
                1,
                text.codePoints()
                        .filter(Character::isLetterOrDigit)
                        .mapToLong(c -> Token.isAlone(c) ? ALONE_WEIGHT : 1)
                        .sum());
    }
}
