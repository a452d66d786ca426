package qasr.console;

/** The choices of {@code --color}: when colours are used. */
public enum ColorMode {
    /** On a terminal, unless NO_COLOR is set. */
    AUTO,
    ALWAYS,
    NEVER;

    /**
     * Tells whether to use them.
     *
     * @param terminal whether the stream in question is one
     */
    boolean on(boolean terminal, Environment environment) {
        return switch (this) {
            case AUTO -> terminal && environment.variable("NO_COLOR").isEmpty();
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }
}
