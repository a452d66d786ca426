package qasr.console;

import java.io.IOException;

/** An input whose result is written but lacks speech that is in it. The message does not repeat its name. */
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
