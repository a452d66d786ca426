package qasr.output;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A value of a JSON document with its path, for error messages such as {@code segments[3].start is not a number}. */
record JsonValue(String where, JsonElement element) {
    /** Reads a value of an array or object. */
    interface Reading<T> {
        T read(JsonValue value) throws MalformedTranscriptException;
    }

    static JsonValue parse(String text) throws MalformedTranscriptException {
        try {
            return new JsonValue("", JsonParser.parseString(text));
        } catch (JsonParseException e) {
            throw new MalformedTranscriptException("is not JSON, or is incomplete", e);
        }
    }

    JsonObject object() throws MalformedTranscriptException {
        if (!element.isJsonObject()) {
            throw wrong("an object");
        }
        return element.getAsJsonObject();
    }

    /** Returns the member {@code name}; JSON null if it does not exist. */
    JsonValue get(String name) throws MalformedTranscriptException {
        JsonElement member = object().get(name);
        return new JsonValue(where.isEmpty() ? name : where + "." + name, member == null ? JsonNull.INSTANCE : member);
    }

    /** Returns the items of an array; an empty list for null. */
    <T> List<T> items(Reading<T> reading) throws MalformedTranscriptException {
        List<T> items = new ArrayList<>();
        if (element.isJsonNull()) {
            return items;
        }
        if (!element.isJsonArray()) {
            throw wrong("an array");
        }
        for (JsonElement item : element.getAsJsonArray()) {
            items.add(reading.read(new JsonValue(where + "[" + items.size() + "]", item)));
        }
        return items;
    }

    boolean isNull() {
        return element.isJsonNull();
    }

    boolean isText() {
        return element instanceof JsonPrimitive primitive && primitive.isString();
    }

    /** Returns the string, or "" for null. */
    String textOrNone() throws MalformedTranscriptException {
        return element.isJsonNull() ? "" : text();
    }

    String text() throws MalformedTranscriptException {
        if (!isText()) {
            throw wrong("a string");
        }
        return element.getAsString();
    }

    /** Returns the boolean, or false for null. */
    boolean flag() throws MalformedTranscriptException {
        if (isNull()) {
            return false;
        }
        if (!(element instanceof JsonPrimitive primitive) || !primitive.isBoolean()) {
            throw wrong("true or false");
        }
        return element.getAsBoolean();
    }

    private BigDecimal number() throws MalformedTranscriptException {
        if (!(element instanceof JsonPrimitive primitive) || !primitive.isNumber()) {
            throw wrong("a number");
        }
        try {
            return primitive.getAsBigDecimal();
        } catch (NumberFormatException e) {
            throw new MalformedTranscriptException(where + " is a number out of range", e);
        }
    }

    /** Returns the number, or NaN for null; infinity is a string. */
    double doubleOrNaN() throws MalformedTranscriptException {
        return isText() ? infinity() : isNull() ? Double.NaN : number().doubleValue();
    }

    /** Returns the number, or NaN for null; infinity is a string. */
    float floatOrNaN() throws MalformedTranscriptException {
        return isText() ? (float) infinity() : isNull() ? Float.NaN : number().floatValue();
    }

    private double infinity() throws MalformedTranscriptException {
        return switch (text()) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw wrong("a number");
        };
    }

    int integer() throws MalformedTranscriptException {
        try {
            return number().intValueExact();
        } catch (ArithmeticException e) {
            throw new MalformedTranscriptException(where + " is not a whole number", e);
        }
    }

    /** Returns a number of seconds as a duration. */
    Duration seconds() throws MalformedTranscriptException {
        BigDecimal seconds = number();
        if (seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw wrong("a time in seconds");
        }
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
    }

    MalformedTranscriptException wrong(String expected) {
        return new MalformedTranscriptException((where.isEmpty() ? "the document" : where) + " is not " + expected);
    }
}
