package qasr.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal that understands as much as the program uses: CR, LF, cursor up, clear, and wrapping at its width. */
public final class FakeScreen {
    private static final Pattern ESCAPE = Pattern.compile("\u001b\\[(\\d*)([AJKm])");

    private final int columns;
    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    public FakeScreen(int columns) {
        this.columns = columns;
    }

    public void write(String text) {
        int i = 0;
        while (i < text.length()) {
            Matcher escape = ESCAPE.matcher(text).region(i, text.length());
            if (escape.lookingAt()) {
                obey(escape.group(2), escape.group(1));
                i = escape.end();
            } else {
                int codePoint = text.codePointAt(i);
                put(codePoint);
                i += Character.charCount(codePoint);
            }
        }
    }

    /** Returns what stands there, without blanks at the ends of lines; the second half of a wide character is absent. */
    public List<String> lines() {
        return rows.stream()
                .map(line -> line.toString().replace("\0", "").stripTrailing())
                .toList();
    }

    private void obey(String command, String number) {
        switch (command) {
            case "A" -> row -= Integer.parseInt(number);
            case "K" -> rows.get(row).setLength(Math.min(column, rows.get(row).length()));
            case "J" -> {
                rows.get(row).setLength(Math.min(column, rows.get(row).length()));
                rows.subList(row + 1, rows.size()).clear();
            }
            default -> {}
        }
    }

    private void put(int codePoint) {
        if (codePoint == '\r') {
            column = 0;
        } else if (codePoint == '\n') {
            column = 0;
            down();
        } else {
            int width = Columns.of(Character.toString(codePoint));
            if (column + width > columns) {
                column = 0;
                down();
            }
            if (width == 0) {
                return; // it joins the character before
            }
            StringBuilder line = rows.get(row);
            line.append(" ".repeat(Math.max(0, column + width - line.length())));
            line.setCharAt(column, (char) codePoint);
            if (width == 2) {
                line.setCharAt(column + 1, '\0');
            }
            column += width;
        }
    }

    private void down() {
        row++;
        if (row == rows.size()) {
            rows.add(new StringBuilder());
        }
    }
}
