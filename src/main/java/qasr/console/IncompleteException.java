package qasr.console;

import java.io.IOException;

/** The result of an input is written, but part of its speech is missing. The message does not repeat the input's name. */
public final class IncompleteException extends IOException {
    private final ExitStatus status;

    public IncompleteException(String message, ExitStatus status) {
        super(message);
        this.status = status;
    }

    /** Returns what it means for the run. */
    public ExitStatus status() {
        return status;
    }
}
