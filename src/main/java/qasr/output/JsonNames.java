package qasr.output;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The JSON names of an enum's constants. Each name is written out in an exhaustive switch, so renaming a constant does
 * not change the file format.
 */
final class JsonNames<E extends Enum<E>> {
    private final Map<E, String> names;
    private final Map<String, E> constants = new LinkedHashMap<>();

    JsonNames(Class<E> type, Function<E, String> names) {
        this.names = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            String name = names.apply(constant);
            this.names.put(constant, name);
            if (constants.put(name, constant) != null) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "two constants of %s are called '%s'", type.getName(), name));
            }
        }
    }

    /** Returns the name of {@code constant}. */
    String of(E constant) {
        return names.get(constant);
    }

    /** Returns the constant with the JSON name {@code name}, if any. */
    Optional<E> find(String name) {
        return Optional.ofNullable(constants.get(name));
    }

    /** Returns the constant that {@code json} names. */
    E read(JsonValue json) throws MalformedTranscriptException {
        String name = json.text();
        Optional<E> found = find(name);
        if (found.isEmpty()) {
            throw new MalformedTranscriptException(json.where() + " has the unknown value '" + name + "'");
        }
        return found.get();
    }
}
