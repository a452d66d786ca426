package qasr.console;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A result cannot be written. Unchecked, since it crosses the listeners. */
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

    /** Returns this failure as one that the user has heard of. */
    public OutputFailedException said() {
        return new OutputFailedException(target, getCause(), true);
    }

    /** Tells whether the user has heard of it. */
    public boolean isSaid() {
        return said;
    }

    /** Returns what the user hears. */
    public Failure failure() {
        return new Failure(target, "cannot be written: " + Failure.reason(getCause()), ExitStatus.OUTPUT);
    }

    /** Returns what could not be written: a path, or "standard output". */
    String target() {
        return target;
    }
}
