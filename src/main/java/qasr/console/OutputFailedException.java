package qasr.console;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A result that cannot be written. Unchecked, because it passes through listeners. */
public final class OutputFailedException extends UncheckedIOException {
    private final String target;
    private final boolean said;

    public OutputFailedException(String target, IOException cause) {
        this(target, cause, false);
    }

    private OutputFailedException(String target, IOException cause, boolean said) {
        super(cause);
        this.target = target;
        this.said = said;
    }

    /** Returns this failure, marked as reported. */
    public OutputFailedException said() {
        return new OutputFailedException(target, getCause(), true);
    }

    /** Returns whether the failure was reported. */
    public boolean isSaid() {
        return said;
    }

    /** Returns the failure to report. */
    public Failure failure() {
        return new Failure(target, "cannot be written: " + Failure.reason(getCause()), ExitStatus.OUTPUT);
    }

    /** Returns what could not be written: a path, or "standard output". */
    String target() {
        return target;
    }
}
