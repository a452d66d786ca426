package qasr.console;

import java.io.IOException;

/** An input that shows from outside that it cannot be a recording. The message does not repeat its name. */
public final class InputException extends IOException {
    public InputException(String message) {
        super(message);
    }
}
