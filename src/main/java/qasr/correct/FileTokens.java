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

    private int longest;
    /** By the words around the border of two segments, joined: the length of the first word. */
    private final Map<String, Integer> joints = new HashMap<>();

    /**
     * @param ours the tokens of the segments
     * @param segments where the lines of {@code ours} are
     */
    FileTokens(List<Token> ours, List<Utterance> segments) {
        TextJoiner joiner = new TextJoiner();
        for (int i = 0; i < ours.size(); i++) {
            Token token = ours.get(i);
            if (token.text().length() >= WIDE || isSymbols(token.text())) {
                breakable.add(token.text());
                longest = Math.max(longest, token.text().length());
            }
            if (i == 0 || token.line() != ours.get(i - 1).line()) {
                String text = segments.get(token.line()).text().strip();
                if (joiner.append(text).equals(text) && i > 0) {
                    String last = ours.get(i - 1).text();
                    joints.put(last + token.text(), last.length());
                }
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
            String text = token.text();
            int joint = joints.getOrDefault(text, 0);
            if (joint == 0) {
                tokens.add(token);
            } else {
                tokens.add(token.with(text.substring(0, joint)));
                tokens.add(new Token(text.substring(joint), false, false, token.line()));
            }
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
