package qasr.console;

/** The terminal colours of messages. */
public enum Ink {
    RED(31),
    GREEN(32),
    YELLOW(33),
    CYAN(36);

    private static final String ESCAPE = "\u001b[";

    private final int code;

    Ink(int code) {
        this.code = code;
    }

    /** Returns {@code text} in this colour; unchanged without colours. */
    public String on(boolean colors, String text) {
        return colors ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
}
