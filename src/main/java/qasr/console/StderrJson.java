package qasr.console;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * An event on standard error with {@code --progress json}: one object per line. There are three for each name of a long
 * list, so the line is written at once, without a tree of objects.
 */
public final class StderrJson {
    private final StringBuilder text = new StringBuilder("{");

    private StderrJson() {}

    /** Makes an event: start, speakers, segment, file, retry, warning, note, error, debug or done. */
    public StderrJson(String event) {
        add("event", event);
    }

    /** Makes an object that is part of an event. */
    public static StderrJson part() {
        return new StderrJson();
    }

    /** Adds a text. */
    public StderrJson add(String name, String value) {
        name(name);
        string(value);
        return this;
    }

    /** Adds a whole number. */
    public StderrJson add(String name, int value) {
        name(name);
        text.append(value);
        return this;
    }

    /** Adds seconds, or another number, with three decimals; null if it is not known. */
    public StderrJson add(String name, OptionalDouble value) {
        name(name);
        if (value.isPresent()) {
            text.append(Math.round(1000 * value.getAsDouble()) / 1e3);
        } else {
            text.append("null");
        }
        return this;
    }

    /** Returns {@code time} as {@link #add(String, OptionalDouble)} takes it. */
    public static OptionalDouble seconds(Duration time) {
        return OptionalDouble.of(Clock.inSeconds(time));
    }

    /** Adds a {@link #part} under {@code name}. */
    public StderrJson add(String name, StderrJson value) {
        name(name);
        text.append(value.line());
        return this;
    }

    /** Returns the line, without its end. */
    String line() {
        return text + "}";
    }

    private void name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        string(name);
        text.append(':');
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    // The last two end a line for JavaScript.
                    if (c < ' ' || c == '\u2028' || c == '\u2029') {
                        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
