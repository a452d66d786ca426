package qasr.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a pickle. It does nothing. Lists and maps may contain themselves. */
sealed interface PickleValue {
    /** A text. */
    record Text(String text) implements PickleValue {}

    /** A whole number of up to 64 bits. */
    record Whole(long number) implements PickleValue {}

    /** A class or function, {@code module.name}. */
    record Named(String name) implements PickleValue {}

    /**
     * A storage in the archive.
     *
     * @param type the class that the file names, such as torch.FloatStorage
     */
    record StorageName(String type, String key, long elements) implements PickleValue {}

    /** A tensor over a storage. */
    record View(StorageName storage, long offset, List<Long> shape, List<Long> strides) implements PickleValue {}

    /** A tuple. */
    record Tuple(List<PickleValue> values) implements PickleValue {}

    /** A list. */
    final class Sequence implements PickleValue {
        private final List<PickleValue> values = new ArrayList<>();

        List<PickleValue> values() {
            return values;
        }
    }

    /** A map. Only entries whose key is a text are kept. */
    final class Table implements PickleValue {
        private final Map<String, PickleValue> entries = new LinkedHashMap<>();

        Map<String, PickleValue> entries() {
            return entries;
        }
    }

    /** The start of a group of values on the stack. */
    record Mark() implements PickleValue {}

    /** Any other value: a number, a truth value, an object of a class. */
    record Opaque() implements PickleValue {}
}
