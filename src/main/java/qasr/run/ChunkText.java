package qasr.run;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import qasr.align.Hearing;
import qasr.align.WordTimer;
import qasr.align.WordUnits;
import qasr.correct.TextAnchors;
import qasr.text.Language;
import qasr.transcript.Word;

/** The part of a known text that was said in one chunk: parts of lines, joined by line feeds. */
final class ChunkText {
    /**
     * A part of a line with its words.
     *
     * @param words joined, they are the part; empty if it has no letters
     * @param unsaid the words that were probably not said
     */
    record Part(int line, String text, List<Word> words, BitSet unsaid) {}

    /** A part of a line that begins at {@code at} in the chunk's text. */
    private record Segment(int line, int at, int length) {}

    private final List<Segment> segments = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final BitSet suspectLetters = new BitSet();
    private final BitSet heardLetters = new BitSet();

    /**
     * Joins the words from {@code first} to before {@code end}.
     *
     * @param placed the words of the whole text
     */
    ChunkText(List<TextAnchors.Placed> placed, int first, int end, List<String> lines) {
        for (int i = first; i < end; ) {
            int line = placed.get(i).line();
            int next = i;
            while (next < end && placed.get(next).line() == line) {
                next++;
            }
            boolean begins = i == 0 || placed.get(i - 1).line() != line;
            boolean ends = next == placed.size() || placed.get(next).line() != line;
            int from = begins ? 0 : placed.get(i).start();
            int to = ends ? lines.get(line).length() : placed.get(next).start();
            text.append(segments.isEmpty() ? "" : "\n");
            for (int k = i; k < next; k++) {
                int at = text.length() - from;
                int last = at + placed.get(k).end();
                suspectLetters.set(
                        at + placed.get(k).start(), last, placed.get(k).suspect());
                heardLetters.set(at + placed.get(k).start(), last, placed.get(k).heard());
            }
            segments.add(new Segment(line, text.length(), to - from));
            text.append(lines.get(line), from, to);
            i = next;
        }
    }

    String text() {
        return text.toString();
    }

    /** Returns which of the chunk's words were heard and which are suspect. */
    Hearing hearing(Language language) {
        List<WordUnits.Unit> units = WordUnits.of(text(), language).units();
        return new Hearing(having(heardLetters, units), having(suspectLetters, units));
    }

    private static BitSet having(BitSet letters, List<WordUnits.Unit> units) {
        BitSet having = new BitSet();
        for (int i = 0; i < units.size(); i++) {
            int found = letters.nextSetBit(units.get(i).start());
            having.set(i, found >= 0 && found < units.get(i).end());
        }
        return having;
    }

    /** Returns the parts of lines with the times of {@code timed}, which has timed this text. */
    List<Part> parts(WordTimer.Timed timed) {
        List<Word> all = timed.utterance().words();
        List<Integer> starts = starts(all);
        List<Part> parts = new ArrayList<>();
        int next = 0;
        for (Segment segment : segments) {
            int end = segment.at() + segment.length();
            List<Word> words = new ArrayList<>();
            BitSet unsaid = new BitSet();
            int from = segment.at();
            while (next < all.size() && starts.get(next) < end) {
                boolean last = next + 1 == all.size() || starts.get(next + 1) >= end;
                int to = last ? end : starts.get(next + 1);
                Word word = all.get(next);
                unsaid.set(words.size(), timed.unsaid().get(next));
                words.add(new Word(text.substring(from, to), word.span(), word.probability(), word.adjusted()));
                from = to;
                next++;
            }
            parts.add(new Part(segment.line(), text.substring(segment.at(), end), words, unsaid));
        }
        return parts;
    }

    /** Returns where each word begins. Only the first one may have marks before it, which can be a line of their own. */
    private static List<Integer> starts(List<Word> words) {
        List<Integer> starts = new ArrayList<>();
        int at = 0;
        for (Word word : words) {
            String own = word.text();
            int marks = 0;
            while (at == 0 && marks < own.length() && !Character.isLetterOrDigit(own.codePointAt(marks))) {
                marks += Character.charCount(own.codePointAt(marks));
            }
            starts.add(
                    marks > 0 && marks == own.length()
                            ? Integer.MAX_VALUE
                            : at + marks); // without letters, none is timed
            at += own.length();
        }
        return starts;
    }
}
