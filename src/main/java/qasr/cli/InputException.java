package qasr.cli;

import java.io.IOException;

/** An input that shows from outside that it cannot be a recording. The message does not repeat its name. */
final class InputException extends IOException {
    InputException(String message) {
        super(message);
    }
}
