package qasr.job;

import qasr.console.Console;

/** Writes standard output in a {@link TextStyle}. */
final class StyledOutput {
    private final TextStyle style;
    private final Console console;
    private boolean begun;

    StyledOutput(TextStyle style, Console console) {
        this.style = style;
        this.console = console;
    }

    /** Shows the next piece. */
    void append(String text) {
        console.result(begun ? style.piece(text) : style.whole(text));
        begun = true;
    }
}
