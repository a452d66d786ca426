package qasr.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds calls of qasr in a line of a shell. */
final class ShellCalls {
    private static final Pattern CALL = Pattern.compile("(?<![\\w./'-])(?:\\./)?qasr (?=\\S)");
    /** Each of these ends a command if it is not quoted. */
    private static final String ENDS = "|<>;&()`";

    private ShellCalls() {}

    /** Returns the arguments of each call, as the shell passes them on; patterns such as {@code *.mp4} stay. */
    static List<List<String>> in(String line) {
        List<List<String>> calls = new ArrayList<>();
        Matcher call = CALL.matcher(line);
        while (call.find()) {
            calls.add(arguments(line.substring(call.end())));
        }
        return calls;
    }

    private static List<String> arguments(String rest) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            boolean begins = word == null;
            if (quote == 0 && (ENDS.indexOf(c) >= 0 || (begins && c == '#'))) {
                break;
            }
            if (quote == 0 && c == ' ') {
                if (!begins) {
                    words.add(word.toString());
                }
                word = null;
                continue;
            }
            word = begins ? new StringBuilder() : word;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
