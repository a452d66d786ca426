package qasr.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A result cannot be written. Unchecked, since it crosses the listeners. */
final class OutputFailedException extends UncheckedIOException {
    private final String target;

    OutputFailedException(String target, IOException cause) {
        super(cause);
        this.target = target;
    }

    /** Returns what could not be written: a path, or "standard output". */
    String target() {
        return target;
    }
}
