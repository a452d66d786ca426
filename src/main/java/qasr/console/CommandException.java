package qasr.console;

/** An error that ends the whole run, with one message and an exit status. */
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
