package qasr.console;

/** Ends the whole run with one line and a status: nothing is left to try. */
public final class CommandException extends Exception {
    private final transient Failure failure;

    public CommandException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    public CommandException(Failure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
