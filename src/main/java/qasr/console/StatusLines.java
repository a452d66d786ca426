package qasr.console;

import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The progress lines at the bottom of the terminal, redrawn in place. They are drawn over one another in one write and
 * only when they have changed, so that nothing flickers; they never fill the last column, where terminals wrap; the cursor
 * rests at the beginning of the last line, so that the ^C that a terminal shows wraps nothing either; and a window
 * that has become narrower since, whose terminal has wrapped what stood there, is cleared all the same.
 */
final class StatusLines {
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Terminal terminal;
    private final Consumer<String> output;
    private final BooleanSupplier colors;
    private List<String> wanted = List.of();
    private List<String> shown = List.of();
    private int shownColumns;
    private int allowance = Integer.MAX_VALUE;

    StatusLines(Terminal terminal, BooleanSupplier colors, Consumer<String> output) {
        this.terminal = terminal;
        this.colors = colors;
        this.output = output;
    }

    /**
     * Allows so many drawings until this is called again: in a flood of messages, drawing the lines around each would take
     * longer than what is reported. Without it, there is no limit.
     */
    void allow(int drawings) {
        allowance = drawings;
    }

    /** Tells whether {@link #show} would show anything. */
    boolean mayShow() {
        return allowance > 0;
    }

    /** Shows {@code lines} in place of what was there, unless there was too much of that. */
    void show(List<String> lines) {
        wanted = List.copyOf(lines);
        if (!mayShow()) {
            return;
        }
        int columns = terminal.columns();
        List<String> cut = lines.stream()
                .map(line -> Columns.truncate(Console.oneLine(line), columns - 1))
                .toList();
        if (cut.equals(shown) && columns == shownColumns) {
            return;
        }
        allowance -= allowance == Integer.MAX_VALUE ? 0 : 1;
        StringBuilder text = new StringBuilder(home(columns));
        for (int i = 0; i < cut.size(); i++) {
            text.append(i == 0 ? "" : "\r\n")
                    .append(StatusText.inked(colors.getAsBoolean(), cut.get(i)))
                    .append(CLEAR_LINE);
        }
        output.accept(
                text.append(shown.isEmpty() ? "" : CLEAR_BELOW).append('\r').toString());
        shown = cut;
        shownColumns = columns;
    }

    /** Takes the lines away so that other text can be written; {@link #redraw} brings them back. */
    void clear() {
        if (!shown.isEmpty()) {
            output.accept(home(terminal.columns()) + CLEAR_BELOW);
            shown = List.of();
        }
    }

    /** Shows the lines again after other text. */
    void redraw() {
        if (!wanted.isEmpty()) {
            show(wanted);
        }
    }

    /** Removes the lines finally. */
    void end() {
        clear();
        wanted = List.of();
        allowance = Integer.MAX_VALUE;
    }

    /** Returns what takes the cursor from the last line of what is shown to the first, in a window of {@code columns}. */
    private String home(int columns) {
        int rows = shown.stream()
                .limit(Math.max(0, shown.size() - 1))
                .mapToInt(line -> Math.max(1, (Columns.of(line) + columns - 1) / Math.max(1, columns)))
                .sum();
        return rows > 0 ? "\r" + String.format(Locale.ROOT, "\u001b[%dA", rows) : "\r";
    }
}
