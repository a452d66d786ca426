package qasr.console;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The reader of standard output has closed the pipe, so the run ends without a message. Unchecked, because it passes
 * through listeners.
 */
public final class ClosedOutputException extends UncheckedIOException {
    ClosedOutputException(IOException cause) {
        super(cause);
    }
}
