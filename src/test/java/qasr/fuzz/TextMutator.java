package qasr.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Damages text in ways that leave its form: other numbers, other types, keys gone, names twice, deep nesting, odd letters. */
final class TextMutator {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\"x\"",
            "0",
            "-1",
            "1e999",
            "-1e999",
            "0.1",
            "1e-400",
            "2147483648",
            "9223372036854775808",
            "-9223372036854775809",
            "NaN",
            "\"NaN\"",
            "99999999999999999999999999",
            "[[[[]]]]",
            "[1,2]",
            "{\"a\":1}",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"a\\nb\"",
            "1.5",
            "\"-1\"",
            "00:00:01,000",
            "../../x");

    private static final String ODD_LETTERS =
            "\0\t\r\n\u0085\u2028\uFEFF\uD800\uDC00\u202E\u0301%\\\"'{}[]|,:;#=->~*?/";

    private final Random random;

    TextMutator(Random random) {
        this.random = random;
    }

    /** Returns {@code bytes}, UTF-8 text, with one to four changes. */
    byte[] mutate(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            text = once(text);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String once(String text) {
        int at = random.nextInt(text.length() + 1);
        int start = start(text, at);
        int end = end(text, at);
        String word = text.substring(start, end);
        return switch (random.nextInt(8)) {
            case 0, 1 -> text.substring(0, start) + VALUES.get(random.nextInt(VALUES.size())) + text.substring(end);
            case 2 -> text.substring(0, start) + text.substring(end);
            case 3 -> text.substring(0, end) + word + text.substring(end);
            case 4 ->
                text.substring(0, at) + ODD_LETTERS.charAt(random.nextInt(ODD_LETTERS.length())) + text.substring(at);
            case 5 -> withLine(text, at);
            case 6 -> text.substring(0, at) + nested() + text.substring(at);
            default -> {
                int other = random.nextInt(text.length() + 1);
                yield text.substring(0, start)
                        + text.substring(start(text, other), end(text, other))
                        + text.substring(end);
            }
        };
    }

    private String nested() {
        int depth = 1 << random.nextInt(14);
        return random.nextBoolean() ? "[".repeat(depth) : "{\"a\":".repeat(depth);
    }

    /** Leaves a line out, or has it twice. */
    private String withLine(String text, int at) {
        int start = text.lastIndexOf('\n', at - 1) + 1;
        int end = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at) + 1;
        String line = start > end ? "" : text.substring(start, end);
        return text.substring(0, start)
                + (random.nextBoolean() ? "" : line + line)
                + text.substring(Math.max(start, end));
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || "_\".-+".indexOf(c) >= 0;
    }

    private static int start(String text, int at) {
        int start = at;
        while (start > 0 && isWord(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int end(String text, int at) {
        int end = at;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
