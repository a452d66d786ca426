package qasr.console;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.OptionalDouble;

/** One event on standard error with {@code --progress json}: an object on a line of its own. */
public final class StderrJson {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final JsonObject object = new JsonObject();

    /** Makes an event: start, segment, file, retry, warning, note, error or done. */
    public StderrJson(String event) {
        object.addProperty("event", event);
    }

    /** Adds a text. */
    public StderrJson add(String name, String value) {
        object.addProperty(name, value);
        return this;
    }

    /** Adds a whole number. */
    public StderrJson add(String name, int value) {
        object.addProperty(name, value);
        return this;
    }

    /** Adds seconds, or another number, with three decimals; null if it is not known. */
    public StderrJson add(String name, OptionalDouble value) {
        object.add(name, null);
        value.ifPresent(number -> object.addProperty(name, Math.round(1000 * number) / 1e3));
        return this;
    }

    /** Returns {@code time} as {@link #add(String, OptionalDouble)} takes it. */
    public static OptionalDouble seconds(Duration time) {
        return OptionalDouble.of(time.toNanos() / 1e9);
    }

    /** Adds an object under {@code name}. */
    public StderrJson add(String name, StderrJson value) {
        value.object.remove("event");
        object.add(name, value.object);
        return this;
    }

    /** Returns the line, without its end. */
    String line() {
        return GSON.toJson(object);
    }
}
