package qasr.spark;

import java.util.ArrayList;
import java.util.List;

/** Splits a line of options into words as a shell does: by spaces, with quotes and backslashes, and nothing else. */
final class OptionWords {
    private OptionWords() {}

    /**
     * Returns the words of {@code line}.
     *
     * @throws IllegalArgumentException if a quotation is not closed
     */
    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                i++;
                word.append(line.charAt(i));
                begun = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("'" + line + "': a quotation is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
