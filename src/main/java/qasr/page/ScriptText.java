package qasr.page;

import java.util.Locale;

/** JSON as the content of an HTML script element. */
final class ScriptText {
    private ScriptText() {}

    /**
     * Returns {@code json} with the same value and without characters that end the element, open a comment or do not
     * survive UTF-8. Such characters occur in strings only, so the escapes of JSON strings can replace them.
     */
    static String of(String json) {
        StringBuilder text = new StringBuilder(json.length() + json.length() / 8);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < json.length()
                    && Character.isLowSurrogate(json.charAt(i + 1));
            if (pair) {
                text.append(c).append(json.charAt(++i));
            } else if (isRisky(c)) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean isRisky(char c) {
        return c == '<'
                || c == '>'
                || c == '&'
                || c == '\u2028'
                || c == '\u2029'
                || c == '\u007f'
                || c == '\uFEFF'
                || c >= '\uFFFE'
                || Character.isSurrogate(c);
    }
}
