package qasr.text;

import java.util.List;
import java.util.regex.Pattern;

/** White space and line ends as in Python's {@code str} methods, with which the reference parses. */
final class PythonText {
    private static final Pattern LINE_END = Pattern.compile("\\R|[\\u001c-\\u001e]");

    private PythonText() {}

    /** Returns {@code text} without white space at its ends, U+00A0 and U+0085 included as {@code str.strip} does. */
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == '\u0085';
    }

    /** Returns the lines as {@code str.splitlines} does. */
    static List<String> lines(String text) {
        return List.of(LINE_END.split(text, -1));
    }
}
