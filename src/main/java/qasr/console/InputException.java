package qasr.console;

import java.io.IOException;

/** An input cannot be a recording, as its file shows before decoding. The message does not repeat the input's name. */
public final class InputException extends IOException {
    public InputException(String message) {
        super(message);
    }
}
