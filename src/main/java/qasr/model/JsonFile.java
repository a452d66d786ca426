package qasr.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JSON object in a file of a model directory. Its error messages name the file, the key and the value. */
final class JsonFile {
    private final Path file;
    private final String where;
    private final JsonObject object;

    private JsonFile(Path file, String where, JsonObject object) {
        this.file = file;
        this.where = where;
        this.object = object;
    }

    static JsonFile read(Path file) throws ModelException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return parsed(file, JsonParser.parseReader(reader));
        } catch (JsonParseException e) {
            throw new ModelException(file + ": not valid JSON (download damaged?): " + firstLine(e), e);
        } catch (ModelException e) {
            throw e; // which names the file
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + firstLine(e), e);
        }
    }

    static JsonFile parsed(Path file, JsonElement element) throws ModelException {
        if (!element.isJsonObject()) {
            throw new ModelException(file + ": not a JSON object (download damaged?)");
        }
        return new JsonFile(file, "", element.getAsJsonObject());
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private ModelException wrong(String key, String problem) {
        return new ModelException(file + ": " + where + key + " " + problem);
    }

    private Optional<JsonElement> find(String... keys) {
        for (String key : keys) {
            JsonElement value = object.get(key);
            if (value != null && !value.isJsonNull()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    /** Returns the keys of this object. */
    Iterable<String> keys() {
        return object.keySet();
    }

    Optional<JsonFile> optionalObject(String key) {
        return find(key)
                .filter(JsonElement::isJsonObject)
                .map(value -> new JsonFile(file, where + key + ".", value.getAsJsonObject()));
    }

    JsonFile object(String key) throws ModelException {
        Optional<JsonFile> value = optionalObject(key);
        if (value.isEmpty()) {
            throw wrong(key, has(key) ? "is not an object" : "is missing");
        }
        return value.get();
    }

    Optional<String> optionalText(String key) {
        return find(key)
                .filter(value -> value instanceof JsonPrimitive primitive && primitive.isString())
                .map(JsonElement::getAsString);
    }

    String text(String key) throws ModelException {
        Optional<String> value = optionalText(key);
        if (value.isEmpty()) {
            throw wrong(key, has(key) ? "is " + object.get(key) + ", not a string" : "is missing");
        }
        return value.get();
    }

    boolean truth(String key, boolean otherwise) throws ModelException {
        Optional<JsonElement> value = find(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        throw wrong(key, "is " + value.get() + ", not true or false");
    }

    /** Returns the positive number of the first of {@code keys} that exists. */
    double number(String... keys) throws ModelException {
        Optional<JsonElement> value = find(keys);
        if (value.isEmpty()) {
            throw wrong(keys[0], "is missing");
        }
        if (value.get() instanceof JsonPrimitive primitive && primitive.isNumber() && primitive.getAsDouble() > 0) {
            return primitive.getAsDouble();
        }
        throw wrong(keys[0], "is " + value.get() + ", not a positive number");
    }

    /** Returns the positive whole number of the first of {@code keys} that exists. */
    int count(String... keys) throws ModelException {
        double value = number(keys);
        if (value != Math.rint(value) || value > Integer.MAX_VALUE) {
            throw wrong(keys[0], "is " + value + ", not a whole number");
        }
        return (int) value;
    }

    /** Returns the whole numbers of {@code key}, whose value is one number or a list. */
    List<Integer> ids(String key) throws ModelException {
        Optional<JsonElement> value = find(key);
        List<Integer> ids = new ArrayList<>();
        if (value.isPresent()) {
            List<JsonElement> elements =
                    value.get().isJsonArray() ? value.get().getAsJsonArray().asList() : List.of(value.get());
            for (JsonElement element : elements) {
                if (!(element instanceof JsonPrimitive primitive) || !primitive.isNumber()) {
                    throw wrong(key, "is " + value.get() + ", not a token id or a list of them");
                }
                ids.add(primitive.getAsInt());
            }
        }
        return ids;
    }

    /** Returns the whole numbers in the list of {@code key}. */
    List<Long> longs(String key) throws ModelException {
        Optional<JsonElement> value = find(key).filter(JsonElement::isJsonArray);
        if (value.isEmpty()) {
            throw wrong(key, "is not a list of numbers");
        }
        List<Long> numbers = new ArrayList<>();
        for (JsonElement element : value.get().getAsJsonArray()) {
            if (!(element instanceof JsonPrimitive primitive) || !primitive.isNumber()) {
                throw wrong(key, "contains " + element + ", not a number");
            }
            numbers.add(primitive.getAsLong());
        }
        return numbers;
    }

    /** Returns the strings in the list of {@code key}; empty if there is no such key. */
    List<String> texts(String key) throws ModelException {
        Optional<JsonElement> value = find(key).filter(JsonElement::isJsonArray);
        List<String> texts = new ArrayList<>();
        if (value.isPresent()) {
            for (JsonElement element : value.get().getAsJsonArray()) {
                if (!(element instanceof JsonPrimitive primitive) || !primitive.isString()) {
                    throw wrong(key, "contains " + element + ", not a string");
                }
                texts.add(primitive.getAsString());
            }
        }
        return texts;
    }
}
