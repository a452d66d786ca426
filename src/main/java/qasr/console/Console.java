package qasr.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import qasr.output.WarningJson;
import qasr.transcript.Warning;

/**
 * The only writer to standard output and standard error. Results go to standard output, everything else to
 * standard error; both are UTF-8 in any locale. The progress lines are removed before other text is written. Thread-safe.
 */
public final class Console {
    private static final String PREFIX = "qasr: ";
    /** How long a stop signal waits for a write that may never end. */
    private static final long LAST_WRITE_MILLIS = 300;

    private final Environment environment;
    private final Verbosity verbosity;
    private final ScreenSettings screen;
    private final StatusLines status;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile String command = "qasr";
    private volatile Supplier<String> onStop = () -> "stopped; run the same command again";
    private volatile IntPredicate onSignal = signal -> false;
    private volatile Optional<LogFile> log = Optional.empty();

    public Console(Environment environment, Verbosity verbosity) {
        this(environment, verbosity, ScreenSettings.DEFAULT);
    }

    public Console(Environment environment, Verbosity verbosity, ScreenSettings screen) {
        this.environment = environment;
        this.verbosity = verbosity;
        this.screen = screen;
        this.status = new StatusLines(environment.terminal(), this::errColors, this::writeError);
    }

    /** Sets the command whose help a usage error names, such as "qasr transcribe". */
    public void setCommand(String name) {
        command = name;
    }

    /**
     * Starts the log file, if the user has named one.
     *
     * @throws CommandException if it cannot be written
     */
    public void openLog() throws CommandException {
        if (screen.logFile().isPresent() && log.isEmpty()) {
            log = Optional.of(LogFile.open(screen.logFile().get()));
        }
    }

    /**
     * Writes a piece of a result to standard output and flushes it.
     *
     * @throws ClosedOutputException if its reader has gone
     * @throws OutputFailedException if it cannot be written for any other reason
     */
    public void result(String text) {
        result(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a piece of a result that is not text, in the same way. */
    public void result(byte[] bytes) {
        lock.lock();
        try {
            status.clear();
            environment.out().write(bytes);
            environment.out().flush();
            status.redraw();
        } catch (IOException e) {
            if (environment.outIsPipe()) {
                throw new ClosedOutputException(e);
            }
            throw new OutputFailedException("standard output", e);
        } finally {
            lock.unlock();
        }
    }

    /** Prints a note; not with --quiet. */
    public void note(String message) {
        String line = PREFIX + oneLine(message);
        if (verbosity == Verbosity.QUIET) {
            writeDown(line);
        } else {
            say(line, new StderrJson("note").add("message", message));
        }
    }

    /** Prints a note without which the results would be misjudged; also with --quiet. */
    public void caution(String message) {
        say(PREFIX + oneLine(message), new StderrJson("note").add("message", message));
    }

    /** Prints a {@link #caution}, unless the same has been printed. */
    public void cautionOnce(String message) {
        if (said.add(message)) {
            caution(message);
        }
    }

    /** Prints a note, unless the same has been printed: a watch runs many times in one process. */
    public void noteOnce(String message) {
        if (said.add(message)) {
            note(message);
        }
    }

    /** Prints a message; only with --verbose. */
    public void detail(String message) {
        if (verbosity.compareTo(Verbosity.VERBOSE) >= 0) {
            say(PREFIX + oneLine(message), new StderrJson("note").add("message", message));
        }
    }

    /** Prints a fault of a recording whose result was still written; not with --quiet. */
    public void warn(String subject, Warning warning) {
        StderrJson event = new StderrJson("warning")
                .add("file", subject)
                .add("message", warning.sentence())
                .add("kind", WarningJson.name(warning.kind()));
        warning.span()
                .ifPresent(span -> event.add("start", StderrJson.seconds(span.start()))
                        .add("end", StderrJson.seconds(span.end())));
        warn(subject, warning.sentence(), event);
    }

    /** Prints an oddity of a recording whose result was still written; not with --quiet. */
    public void warn(String subject, String message) {
        warn(subject, message, new StderrJson("warning").add("file", subject).add("message", message));
    }

    private void warn(String subject, String message, StderrJson event) {
        String line =
                PREFIX + oneLine(subject) + ": " + Ink.YELLOW.on(errColors(), "warning:") + " " + oneLine(message);
        if (verbosity == Verbosity.QUIET && !isJson()) {
            writeDown(line);
        } else {
            say(line, event);
        }
    }

    /** Prints that words are missing from a result that was still written; also with --quiet. */
    public void incomplete(String subject, String message) {
        String line = subject + ": " + message;
        say(
                PREFIX + oneLine(line),
                new StderrJson("warning").add("file", subject).add("message", message));
    }

    /** Prints an error; also with --quiet. */
    public void error(Failure failure) {
        say(
                Ink.RED.on(errColors(), PREFIX.strip()) + " " + oneLine(failure.line()),
                new StderrJson("error")
                        .add("message", failure.line())
                        .add("status", failure.status().code()));
        if (failure.status() == ExitStatus.USAGE && !isJson()) {
            say("Try '" + command + " --help'.", new StderrJson("note"));
        }
    }

    /** Prints that the command line of {@code command} is wrong; also with --quiet. */
    public void usageError(String message, String command) {
        line(PREFIX + oneLine(message));
        line("Try '" + command + " --help'.");
    }

    /** Shows where a failure came from, with --debug. */
    public void trace(Throwable cause) {
        if (verbosity == Verbosity.DEBUG) {
            StringWriter text = new StringWriter();
            cause.printStackTrace(new PrintWriter(text, true));
            if (isJson()) {
                event(new StderrJson("debug").add("message", text.toString()));
            } else {
                writeDown(text.toString().stripTrailing());
                line(text.toString().stripTrailing());
            }
        }
    }

    /** Returns how progress is to be shown. */
    public ProgressMode progressMode() {
        if (screen.progress() == ProgressMode.JSON) {
            return ProgressMode.JSON;
        }
        return verbosity == Verbosity.QUIET
                ? ProgressMode.NONE
                : screen.progress().on(environment.terminal());
    }

    /** Returns the width of the window; only asked where bars are shown. */
    public int columns() {
        return environment.terminal().columns();
    }

    /** Returns whether a person may be reading standard output. */
    public boolean outIsTerminal() {
        return environment.terminal().isOutputTerminal();
    }

    /** Tells whether results on standard output may be coloured. */
    public boolean outColors() {
        return screen.color().on(outIsTerminal(), environment);
    }

    private boolean errColors() {
        return screen.color().on(environment.terminal().isInteractive(), environment);
    }

    /** Shows how far the run is in place of what was shown before, if there is a terminal for bars. */
    public void progress(String text) {
        if (progressMode() == ProgressMode.BAR) {
            progress(List.of(text));
        }
    }

    /** Shows how far the run is on several lines; only where bars are shown. */
    public void progress(List<String> lines) {
        lock.lock();
        try {
            status.show(lines);
        } finally {
            lock.unlock();
        }
    }

    /** Allows {@code drawings} of progress lines until the next call, so that a flood of events is not slowed down. */
    public void allowProgress(int drawings) {
        lock.lock();
        try {
            status.allow(drawings);
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether {@link #progress(List)} would show anything. */
    public boolean mayShowProgress() {
        lock.lock();
        try {
            return status.mayShow();
        } finally {
            lock.unlock();
        }
    }

    /** Removes the progress lines finally. */
    public void endProgress() {
        lock.lock();
        try {
            status.end();
        } finally {
            lock.unlock();
        }
    }

    /** Writes an event, with {@code --progress json}. */
    public void event(StderrJson event) {
        line(event.line());
    }

    /**
     * Sets a receiver of signals, which gets a signal's number and returns whether the program goes on. Without one, a
     * signal ends the program.
     */
    public void onSignal(IntPredicate receiver) {
        onSignal = receiver;
    }

    /** Hands {@code signal} to its receiver; returns whether the program goes on. */
    public boolean goesOnAfter(int signal) {
        return onSignal.test(signal);
    }

    /** Sets what a signal makes the program say at its end: how much is done, and what the same command would do next. */
    public void onStop(Supplier<String> words) {
        onStop = words;
    }

    /**
     * Clears the progress lines, prints how much was done when a signal stopped the process, and prints nothing more.
     * Waits only briefly, because standard error may be a full pipe without a reader.
     */
    public void close(ExitStatus reason) {
        Thread last = new Thread(() -> lastWords(reason), "last words");
        last.setDaemon(true);
        last.start();
        try {
            last.join(LAST_WRITE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed = true;
    }

    private void lastWords(ExitStatus reason) {
        lock.lock();
        try {
            if (!closed) {
                status.end();
                error(new Failure("", onStop.get(), reason));
            }
        } finally {
            closed = true;
            lock.unlock();
        }
    }

    private boolean isJson() {
        return screen.progress() == ProgressMode.JSON;
    }

    private void writeDown(String line) {
        log.ifPresent(file -> file.add(line));
    }

    private void say(String text, StderrJson event) {
        writeDown(text);
        if (isJson()) {
            event(event);
        } else {
            line(text);
        }
    }

    private void line(String text) {
        lock.lock();
        try {
            status.clear();
            writeError(text + System.lineSeparator());
            status.redraw();
        } finally {
            lock.unlock();
        }
    }

    /** Returns {@code text} without control characters, which a file name may hold and a terminal would obey. */
    public static String oneLine(String text) {
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
            closed = true; // no reader; the exit status still reports the failure
        }
    }
}
