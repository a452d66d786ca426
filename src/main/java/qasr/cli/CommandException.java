package qasr.cli;

/** Ends the whole run with one line and a status: nothing is left to try. */
final class CommandException extends Exception {
    private final transient Failure failure;

    CommandException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    CommandException(Failure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
