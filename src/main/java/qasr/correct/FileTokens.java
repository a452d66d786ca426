package qasr.correct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import qasr.text.TextJoiner;
import qasr.transcript.Utterance;

/**
 * The tokens of a file, cut as those of the segments. A subtitle breaks a word that is wider than its lines, or between two
 * emoji, and there may be no blank between the last word of a segment and the first word of the next one.
 */
final class FileTokens {
    /** A shorter word fits on a line: "a" and "long" are two words, even if "along" is a word of the segments. */
    private static final int WIDE = 16;

    /** The words that may be broken. */
    private final Set<String> breakable = new HashSet<>();

    /** So many segments without a blank between them are taken apart; all but the first and the last of them are one word each. */
    private static final int MOST_PARTS = 8;

    private int longest;
    /** The words around the borders of segments, by what they are joined. */
    private final Map<String, List<String>> joints = new HashMap<>();

    /**
     * @param ours the tokens of the segments
     * @param segments where the lines of {@code ours} are
     */
    FileTokens(List<Token> ours, List<Utterance> segments) {
        TextJoiner joiner = new TextJoiner();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            Token token = ours.get(i);
            if (token.text().length() >= WIDE || isSymbols(token.text())) {
                breakable.add(token.text());
                longest = Math.max(longest, token.text().length());
            }
            boolean joined = false;
            if (i == 0 || token.line() != ours.get(i - 1).line()) {
                String text = segments.get(token.line()).text().strip();
                joined = joiner.append(text).equals(text) && i > 0;
            }
            if (!joined) {
                parts.clear();
            }
            parts.add(token.text());
            if (parts.size() > MOST_PARTS) {
                parts.remove(0);
            }
            for (int from = 0; from < parts.size() - 1; from++) {
                List<String> some = List.copyOf(parts.subList(from, parts.size()));
                joints.put(String.join("", some), some);
            }
        }
    }

    private static boolean isSymbols(String text) {
        return text.codePoints().allMatch(point -> Character.getType(point) == Character.OTHER_SYMBOL);
    }

    /** Returns the tokens of {@code file} in order. */
    List<Token> of(CorrectedText file) {
        List<Token> tokens = new ArrayList<>();
        for (Token token : joined(file.tokens())) {
            List<String> parts = joints.getOrDefault(token.text(), List.of(token.text()));
            tokens.add(token.with(parts.get(0)));
            parts.stream().skip(1).forEach(part -> tokens.add(new Token(part, false, false, token.line())));
        }
        return tokens;
    }

    /** Returns the tokens with broken words joined in the line in which they begin. */
    private List<Token> joined(List<Token> tokens) {
        List<Token> joined = new ArrayList<>();
        for (int from = 0; from < tokens.size(); ) {
            StringBuilder text = new StringBuilder(tokens.get(from).text());
            String word = text.toString();
            int end = from + 1;
            for (int to = end; to < tokens.size() && text.length() < longest && startsRow(tokens, to); to++) {
                text.append(tokens.get(to).text());
                if (breakable.contains(text.toString())) {
                    word = text.toString();
                    end = to + 1;
                }
            }
            joined.add(tokens.get(from).with(word));
            from = end;
        }
        return joined;
    }

    private static boolean startsRow(List<Token> tokens, int at) {
        return tokens.get(at).newRow()
                || tokens.get(at).line() != tokens.get(at - 1).line();
    }
}
