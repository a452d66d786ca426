package qasr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * The only writer to standard output and standard error. Results go to the one, everything said about them to the
 * other; both are UTF-8 whatever the locale. The progress line is taken away before anything else is shown.
 */
final class Console {
    private static final String PREFIX = "qasr: ";

    private final Environment environment;
    private final Verbosity verbosity;
    private final ProgressLine progress;
    private volatile boolean closed;

    Console(Environment environment, Verbosity verbosity) {
        this.environment = environment;
        this.verbosity = verbosity;
        this.progress = new ProgressLine(environment.terminal(), this::writeError);
    }

    /**
     * Writes a piece of a result to standard output and flushes it.
     *
     * @throws ClosedOutputException if its reader has gone
     * @throws OutputFailedException if it cannot be written for any other reason
     */
    void result(String text) {
        progress.clear();
        try {
            environment.out().write(text.getBytes(StandardCharsets.UTF_8));
            environment.out().flush();
        } catch (IOException e) {
            if (environment.outIsPipe()) {
                throw new ClosedOutputException(e);
            }
            throw new OutputFailedException("standard output", e);
        }
        progress.redraw();
    }

    /** Says what the user may want to know; not with --quiet. */
    void note(String message) {
        if (verbosity != Verbosity.QUIET) {
            line(PREFIX + message);
        }
    }

    /** Says what only --verbose asks for. */
    void detail(String message) {
        if (verbosity.compareTo(Verbosity.VERBOSE) >= 0) {
            line(PREFIX + message);
        }
    }

    /** Says what may be missing from a result that was written all the same. Never silenced. */
    void warn(String subject, String message) {
        line(PREFIX + subject + ": warning: " + message);
    }

    /** Says what went wrong. Never silenced. */
    void error(Failure failure) {
        line(PREFIX + failure.line());
        if (failure.status() == ExitStatus.USAGE) {
            line("Try 'qasr --help'.");
        }
    }

    /** Says that the command line of {@code command} cannot be understood. Never silenced. */
    void usageError(String message, String command) {
        line(PREFIX + message);
        line("Try '" + command + " --help'.");
    }

    /** Shows where a failure came from, with --debug. */
    void trace(Throwable cause) {
        if (verbosity == Verbosity.DEBUG) {
            StringWriter text = new StringWriter();
            cause.printStackTrace(new PrintWriter(text, true));
            progress.clear();
            writeError(text.toString());
        }
    }

    /** Shows how far the run is, if a person is watching. */
    void progress(String status) {
        if (verbosity != Verbosity.QUIET) {
            progress.show(status);
        }
    }

    /** Takes the progress line away for good. */
    void endProgress() {
        progress.end();
    }

    /** Clears the screen's last line and says nothing more: the process is being stopped. */
    void close() {
        progress.end();
        closed = true;
    }

    private void line(String text) {
        progress.clear();
        writeError(oneLine(text) + System.lineSeparator());
        progress.redraw();
    }

    /** Returns {@code text} without control characters, which a file name may hold and a terminal would obey. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return line.toString();
    }

    private void writeError(String text) {
        if (closed) {
            return;
        }
        try {
            environment.err().write(text.getBytes(StandardCharsets.UTF_8));
            environment.err().flush();
        } catch (IOException e) {
            closed = true; // nobody hears us; the exit status still tells
        }
    }
}
