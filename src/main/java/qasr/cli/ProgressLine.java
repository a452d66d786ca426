package qasr.cli;

import java.util.function.Consumer;

/**
 * One line at the bottom of the terminal that is redrawn in place. It is made of carriage returns and blanks only, never
 * of escape sequences, and never fills the last column, where terminals wrap.
 */
final class ProgressLine {
    private final Terminal terminal;
    private final Consumer<String> output;
    private String shown = "";
    private String status = "";

    ProgressLine(Terminal terminal, Consumer<String> output) {
        this.terminal = terminal;
        this.output = output;
    }

    /** Shows {@code text} in place of what was there, if the terminal is one. */
    void show(String text) {
        if (!terminal.isInteractive()) {
            return;
        }
        status = text;
        draw(Columns.truncate(Console.oneLine(text), terminal.columns() - 1));
    }

    /** Takes the line away so that other text can be written; {@link #redraw} brings it back. */
    void clear() {
        if (!shown.isEmpty()) {
            output.accept("\r" + " ".repeat(Columns.of(shown)) + "\r");
            shown = "";
        }
    }

    /** Shows the line again after other text. */
    void redraw() {
        if (!status.isEmpty()) {
            show(status);
        }
    }

    /** Takes the line away for good. */
    void end() {
        clear();
        status = "";
    }

    private void draw(String line) {
        int rest = Math.max(0, Columns.of(shown) - Columns.of(line));
        output.accept("\r" + line + " ".repeat(rest) + "\r" + line);
        shown = line;
    }
}
