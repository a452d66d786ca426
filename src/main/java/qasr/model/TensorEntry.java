package qasr.model;

import java.nio.file.Path;
import java.util.List;

/**
 * The type, shape and file position of a tensor.
 *
 * @param name its name in the file
 * @param offset the position of its first element, in bytes from the start of {@code file}
 */
public record TensorEntry(String name, ElementType type, List<Long> shape, Path file, long offset) {
    public TensorEntry {
        shape = List.copyOf(shape);
    }

    /** Returns the number of elements. */
    public long elements() {
        return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }
}
