package qasr.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;
import qasr.console.Columns;

/**
 * Help for windows in which two columns have no room: an option's name on one line, its description indented on the next
 * ones. Picocli itself refuses less than 55 columns. Examples stay as they are, so that they can be copied.
 */
final class NarrowHelp {
    /** From here on a description has 36 columns beside the options. */
    private static final int TWO_COLUMNS = 72;

    /** So wide that picocli wraps next to nothing: a line of its help is a paragraph, or a row of a table. */
    private static final int UNWRAPPED = 800;

    private static final int INDENT = 4;
    /** Descriptions begin further to the right than any name. */
    private static final int MAX_NAME_INDENT = 8;

    private static final Pattern ROW = Pattern.compile("( *)(\\S.*?)(?: {2,}(\\S.*))?");
    private static final String EXAMPLE = "  ";

    private NarrowHelp() {}

    /** Sets the width of the help of {@code parser} and of its subcommands: any number of columns from 1 on. */
    static void setWidth(CommandLine parser, int columns) {
        if (columns >= TWO_COLUMNS) {
            parser.setUsageHelpWidth(columns);
        } else {
            parser.setUsageHelpWidth(UNWRAPPED);
            wrap(parser, columns);
        }
    }

    private static void wrap(CommandLine parser, int columns) {
        Map<String, IHelpSectionRenderer> sections = parser.getHelpSectionMap();
        sections.replaceAll((key, section) -> help -> fitted(key, section.render(help), columns));
        parser.getSubcommands().values().forEach(command -> wrap(command, columns));
    }

    private static String fitted(String key, String section, int columns) {
        StringBuilder text = new StringBuilder();
        for (String line : section.split("(?<=\n)", -1)) {
            boolean copied = key.equals(UsageMessageSpec.SECTION_KEY_FOOTER) && line.startsWith(EXAMPLE);
            text.append(copied || !line.endsWith("\n") ? line : wrapped(key, line.stripTrailing(), columns));
        }
        return text.toString();
    }

    private static String wrapped(String key, String line, int columns) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            return "\n";
        }
        int indent = row.group(1).length();
        if (indent > MAX_NAME_INDENT) {
            return wrapped(row.group(2), columns, INDENT, INDENT); // the description of the name before
        }
        if (key.equals(UsageMessageSpec.SECTION_KEY_SYNOPSIS)) {
            return wrapped(row.group(2), columns - "Usage: ".length(), 0, INDENT);
        }
        int first = Math.min(indent, EXAMPLE.length());
        return wrapped(row.group(2), columns, first, indent > 0 ? first + INDENT : 0)
                + (row.group(3) == null ? "" : wrapped(row.group(3), columns, INDENT, INDENT));
    }

    /** Returns lines of whole words; a word that is wider than the window is left to the terminal to break. */
    private static String wrapped(String text, int columns, int first, int others) {
        int room = Math.max(0, columns / 4); // in a very narrow window, words need the room more than indentation does
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(" ".repeat(Math.min(first, room)));
        boolean begun = false;
        for (String word : text.split(" +", -1)) {
            if (begun && Columns.of(line.toString()) + 1 + Columns.of(word) > columns) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(Math.min(others, room)));
                begun = false;
            }
            line.append(begun ? " " : "").append(word);
            begun = true;
        }
        lines.add(line.toString());
        return String.join("\n", lines) + "\n";
    }
}
