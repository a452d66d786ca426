package qasr.console;

/** The choices of {@code --progress}: how progress is shown on standard error. */
public enum ProgressMode {
    /** {@link #BAR} on a terminal, else {@link #PLAIN}. */
    AUTO,
    /** Bars that are redrawn in place. */
    BAR,
    /** One line for each input that is done. */
    PLAIN,
    /** JSON Lines, and nothing else on standard error. */
    JSON,
    NONE;

    /** Returns what this comes to on {@code terminal}, which is only asked if need be. */
    ProgressMode on(Terminal terminal) {
        if (this != AUTO) {
            return this;
        }
        return terminal.isInteractive() ? BAR : PLAIN;
    }
}
