package qasr.cli;

import java.io.IOException;

/** An input whose result is written but lacks speech that is in it. The message does not repeat its name. */
final class IncompleteException extends IOException {
    IncompleteException(String message) {
        super(message);
    }
}
