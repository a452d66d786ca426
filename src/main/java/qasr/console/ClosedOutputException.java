package qasr.console;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Nobody reads standard output any more: the run ends, quietly. Unchecked, since it crosses the listeners. */
public final class ClosedOutputException extends UncheckedIOException {
    ClosedOutputException(IOException cause) {
        super(cause);
    }
}
