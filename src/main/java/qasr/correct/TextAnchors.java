package qasr.correct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import qasr.score.Alignment;

/**
 * Finds the chunk of each word of a known text, by what a recogniser heard in the chunks. Both texts are matched as a whole, so
 * that many words may be misheard. Where little was heard for so much speech, unknown words stand for the rest: otherwise a
 * sentence that is said again and again would go to another chunk in which it was heard.
 */
public final class TextAnchors {
    /** Fewer words without a counterpart are chance. */
    private static final int LEAST_WORDS = 3;
    /** Fewer words with another text as their counterpart may be misheard. */
    private static final int LEAST_MISHEARD = 8;

    private static final int LEAST_LETTERS = 8;
    /** Letters that unrelated texts share in order; misheard words share more with what was said. */
    private static final double UNRELATED = 0.5;
    /** A text this many times longer than what was heard in its place is more than misheard. */
    private static final int SURPLUS = 3;
    /** A run of so many words without one that was heard is not misheard. */
    private static final int HOPELESS_WORDS = 200;

    /** So many words of a sentence are hardly in another chunk than the rest. */
    private static final int FEW = 3;

    private static final String SENTENCE_MARKS = ".!?\u2026\u3002\uff01\uff1f\u061f\u0964";
    /** Less than this part of the words that the speech of a chunk has room for is little. */
    private static final int LITTLE = 2;
    /** A word that was said and not heard. No text has it. */
    private static final String UNKNOWN = "\u0000";

    /**
     * A word of the text.
     *
     * @param line the line it is in
     * @param start its first character in the line
     * @param end the character behind its last
     * @param chunk the chunk in which it was said, never falling
     * @param heard whether it was heard there, beside another one
     * @param suspect whether nothing like it was heard there
     */
    public record Placed(int line, int start, int end, int chunk, boolean heard, boolean suspect) {}

    /**
     * A chunk of the recording.
     *
     * @param text what was heard in it, "" for nothing
     * @param seconds how much speech it has; 0 in all chunks if that is not known
     */
    public record Chunk(String text, double seconds) {}

    private final List<Token> heard = new ArrayList<>();
    private final List<Token> text = new ArrayList<>();
    private final List<String> lines;
    private final int[] hit;
    private final int[] chunks;

    private TextAnchors(List<Chunk> all, List<String> lines) {
        this.lines = lines;
        for (int i = 0; i < lines.size(); i++) {
            addTokens(text, lines.get(i), i);
        }
        double seconds = all.stream().mapToDouble(Chunk::seconds).sum();
        for (int i = 0; i < all.size(); i++) {
            int before = heard.size();
            addTokens(heard, all.get(i).text(), i);
            int expected =
                    seconds == 0 ? 0 : (int) Math.round(text.size() * all.get(i).seconds() / seconds);
            if (LITTLE * (heard.size() - before) <= expected) {
                while (heard.size() - before < expected) {
                    heard.add(new Token(UNKNOWN, true, false, i));
                }
            }
        }
        TokenMatch match = TokenMatch.ofRepetitive(keys(heard), keys(text));
        hit = new int[text.size()];
        chunks = new int[text.size()];
        for (int j = 0; j < hit.length; j++) {
            hit[j] = match.hit(j);
            int beside = match.beside(j);
            chunks[j] = beside < 0 ? -1 : heard.get(beside).line();
        }
        if (heard.isEmpty()) {
            for (int j = 0; j < chunks.length; j++) {
                chunks[j] = (int) ((long) j * all.size() / chunks.length);
            }
        }
        fill();
        gatherSentences();
    }

    private static void addTokens(List<Token> tokens, String text, int line) {
        if (!text.isBlank()) {
            tokens.addAll(Token.of(text, line));
        }
    }

    private static List<String> keys(List<Token> tokens) {
        return tokens.stream().map(Token::key).toList();
    }

    /**
     * Returns the words of {@code lines} in order.
     *
     * @param chunks at least one
     */
    public static List<Placed> of(List<Chunk> chunks, List<String> lines) {
        return new TextAnchors(chunks, lines).placed();
    }

    /** A word without a counterpart goes with its neighbour in the same line, or else with the word before it. */
    private void fill() {
        int next = -1;
        int[] after = new int[chunks.length];
        for (int j = chunks.length - 1; j >= 0; j--) {
            after[j] = next;
            next = chunks[j] >= 0 ? j : next;
        }
        for (int j = 0; j < chunks.length; j++) {
            if (chunks[j] >= 0) {
                continue;
            }
            boolean nextInLine =
                    after[j] >= 0 && text.get(after[j]).line() == text.get(j).line();
            boolean lastInLine = j > 0 && text.get(j - 1).line() == text.get(j).line();
            if (j > 0 && (lastInLine || !nextInLine || after[j] < 0)) {
                chunks[j] = chunks[j - 1];
            } else {
                chunks[j] = after[j] < 0 ? 0 : chunks[after[j]];
            }
        }
    }

    /**
     * A few words at either end of a sentence that were not heard go with those of the sentence that were heard, or with most of it if
     * none was.
     */
    private void gatherSentences() {
        for (int from = 0; from < hit.length; ) {
            int to = from + 1;
            while (to < hit.length && !endsSentence(to - 1)) {
                to++;
            }
            int first = from;
            while (first < to && hit[first] < 0) {
                first++;
            }
            int last = to - 1;
            while (last >= from && hit[last] < 0) {
                last--;
            }
            if (first < to) {
                gather(from, first, chunks[first]);
                gather(last + 1, to, chunks[last]);
            } else if (2 * others(from, to, chunks[(from + to) / 2]) < to - from) {
                gather(from, to, chunks[(from + to) / 2]);
            }
            from = to;
        }
    }

    /** Puts words into {@code chunk} if only a few of them are in others. */
    private void gather(int from, int to, int chunk) {
        if (others(from, to, chunk) <= FEW) {
            Arrays.fill(chunks, from, to, chunk);
        }
    }

    private long others(int from, int to, int chunk) {
        return Arrays.stream(chunks, from, to).filter(other -> other != chunk).count();
    }

    private boolean endsSentence(int j) {
        String word = text.get(j).text();
        return text.get(j + 1).line() != text.get(j).line()
                || SENTENCE_MARKS.indexOf(word.charAt(word.length() - 1)) >= 0;
    }

    private List<Placed> placed() {
        boolean[] suspects = suspects();
        List<Placed> placed = new ArrayList<>();
        int line = -1;
        int at = 0;
        for (int j = 0; j < chunks.length; j++) {
            Token token = text.get(j);
            at = token.line() == line ? at : 0;
            line = token.line();
            int start = lines.get(line).indexOf(token.text(), at);
            at = start + token.text().length();
            placed.add(new Placed(line, start, at, chunks[j], hit[j] >= 0 && isHeard(j), suspects[j]));
        }
        return placed;
    }

    private boolean[] suspects() {
        boolean[] suspects = new boolean[hit.length];
        for (int from = 0; from < hit.length; ) {
            if (isHeard(from)) {
                from++;
                continue;
            }
            int to = from;
            while (to < hit.length && !isHeard(to)) {
                to++;
            }
            if (isUnrelated(from, to)) {
                Arrays.fill(suspects, from, to, true);
            }
            from = to;
        }
        return suspects;
    }

    /** A single equal word among others is chance. */
    private boolean isHeard(int j) {
        boolean neighbour =
                (j > 0 && hit[j - 1] >= 0) || (j + 1 < hit.length && hit[j + 1] >= 0) || hit.length < LEAST_WORDS;
        return hit[j] >= 0 && neighbour;
    }

    private boolean isUnrelated(int from, int to) {
        List<String> said = letters(text.subList(from, to));
        if (to - from < LEAST_WORDS || said.size() < LEAST_LETTERS) {
            return false;
        }
        if (to - from > HOPELESS_WORDS) {
            return true;
        }
        int first = from == 0 ? 0 : hit[from - 1] + 1;
        int last = to == hit.length ? heard.size() : hit[to];
        List<Token> there = heard.subList(first, Math.max(first, last)).stream()
                .filter(token -> !token.text().equals(UNKNOWN))
                .toList();
        List<String> instead = letters(there.subList(0, Math.min(there.size(), 2 * HOPELESS_WORDS)));
        if (SURPLUS * there.size() <= to - from) {
            return true;
        }
        if (to - from < LEAST_MISHEARD) {
            return false;
        }
        long shared = new Alignment(said, instead)
                .pairs().stream().filter(Alignment.Pair::isHit).count();
        return shared < UNRELATED * Math.min(Math.max(said.size(), instead.size()), 2 * said.size());
    }

    private static List<String> letters(List<Token> tokens) {
        return tokens.stream()
                .flatMap(token -> token.key().codePoints().mapToObj(Character::toString))
                .toList();
    }
}
