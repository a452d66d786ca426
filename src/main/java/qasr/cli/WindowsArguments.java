package qasr.cli;

import java.nio.file.FileSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The program's arguments on Windows, where Java is given them in the system's old encoding, and nobody has replaced
 * {@code *} and {@code ?} by the names of files. So qasr.cmd puts the command line into the environment, whose encoding
 * is Unicode, and gives Java the name of that variable as the only argument.
 */
final class WindowsArguments {
    private static final String VARIABLE = "@environment:";

    private WindowsArguments() {}

    /** Returns the words of the command line that {@code arguments} refer to; without such a reference, themselves. */
    static String[] of(Map<String, String> environment, FileSystem files, String... arguments) {
        if (arguments.length != 1 || !arguments[0].startsWith(VARIABLE)) {
            return arguments;
        }
        String line = environment.getOrDefault(arguments[0].substring(VARIABLE.length()), "");
        WindowsGlob glob = new WindowsGlob(files);
        List<String> words = new ArrayList<>();
        for (Word word : split(line)) {
            words.addAll(word.quoted() ? List.of(word.text()) : glob.expand(word.text()));
        }
        return words.toArray(new String[0]);
    }

    /**
     * A word of a command line.
     *
     * @param text without quotes
     * @param quoted whether a part of it was quoted, so that it is meant as it is
     */
    record Word(String text, boolean quoted) {}

    /**
     * Divides a command line as Microsoft's C library does: a blank or tab ends a word, except in quotes; two quotes in
     * quotes are one; before a quote, two backslashes are one and a single one makes the quote a letter. Backslashes
     * elsewhere are as they are, as in {@code C:\}.
     */
    static List<Word> split(String line) {
        List<Word> words = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean inWord = false;
        boolean inQuotes = false;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if ((letter == ' ' || letter == '\t') && !inQuotes) {
                if (inWord) {
                    words.add(new Word(text.toString(), quoted));
                }
                text.setLength(0);
                inWord = false;
                quoted = false;
                continue;
            }
            inWord = true;
            int backslashes = countBackslashes(line, i);
            boolean beforeQuote =
                    backslashes > 0 && i + backslashes < line.length() && line.charAt(i + backslashes) == '"';
            if (beforeQuote) {
                text.append("\\".repeat(backslashes / 2));
                i += backslashes - 1;
                if (backslashes % 2 == 1) {
                    text.append('"');
                    i++;
                }
            } else if (letter == '"') {
                if (inQuotes && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    text.append('"');
                    i++;
                } else {
                    inQuotes = !inQuotes;
                }
                quoted = true;
            } else {
                text.append(letter);
            }
        }
        if (inWord) {
            words.add(new Word(text.toString(), quoted));
        }
        return words;
    }

    private static int countBackslashes(String line, int from) {
        int end = from;
        while (end < line.length() && line.charAt(end) == '\\') {
            end++;
        }
        return end - from;
    }
}
