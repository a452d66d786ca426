package qasr.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import qasr.console.ColorMode;
import qasr.console.Console;
import qasr.console.Environment;
import qasr.console.ProgressMode;
import qasr.console.ScreenSettings;
import qasr.console.Terminal;
import qasr.console.Verbosity;
import qasr.engine.Engines;

/** Runs the program in this process with streams of its own. */
final class Cli {
    /** The exit status and the output of a run. */
    record Outcome(int status, String out, String err) {}

    private static final Pattern SUMMARY =
            Pattern.compile("(?m)^qasr: (\\d+ files?(: [^\n]*(real time|no speech found|up to date|failed|not begun))?"
                    + "|text for [^\n]* detected speech [^\n]*|no speech found)\n");

    private final Engines engines;
    private final Map<String, String> variables = new HashMap<>();
    private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    private OutputStream out = outBytes;
    private byte[] in = new byte[0];
    private boolean outIsPipe;
    private Terminal terminal = Terminal.none();
    private Optional<Path> home = Optional.empty();
    private boolean tellsProgress;
    private boolean tellsSummary;
    private PeerProgram peer = PeerProgram.NONE;

    Cli(Engines engines) {
        this.engines = engines;
    }

    Cli in(byte[] bytes) {
        in = bytes;
        return this;
    }

    Cli out(OutputStream stream, boolean isPipe) {
        out = stream;
        outIsPipe = isPipe;
        return this;
    }

    Cli home(Path folder) {
        home = Optional.of(folder);
        return this;
    }

    /**
     * Lets the program choose its progress display. By default tests run without progress, so that only other output is
     * seen.
     */
    Cli progress() {
        tellsProgress = true;
        return this;
    }

    /**
     * Keeps the summary line of transcribe. By default {@link Outcome} does not contain this line, because it has a
     * measured time.
     */
    Cli summary() {
        tellsSummary = true;
        return this;
    }

    Cli variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** Calls the program by another name. */
    Cli called(String name) {
        peer = PeerProgram.of(name);
        return this;
    }

    /** Makes standard error a terminal of {@code columns} columns. */
    Cli terminal(int columns) {
        tellsProgress = true;
        terminal = new Terminal() {
            @Override
            public boolean isInteractive() {
                return true;
            }

            @Override
            public boolean isOutputTerminal() {
                return true;
            }

            @Override
            public int columns() {
                return columns;
            }
        };
        return this;
    }

    /** Makes standard output a terminal, but not standard error, as with {@code 2> log}. */
    Cli outputTerminal() {
        terminal = Terminal.none(true);
        return this;
    }

    /** Returns the progress display for these streams. */
    Console console(ProgressMode mode) {
        ScreenSettings screen = new ScreenSettings(mode, ColorMode.AUTO, Optional.empty());
        return new Console(environment(), Verbosity.NORMAL, screen);
    }

    private Environment environment() {
        return new Environment(new ByteArrayInputStream(in), out, errBytes, outIsPipe, terminal, variables, home);
    }

    Outcome run(Object... arguments) {
        Environment environment = environment();
        String[] texts = Stream.concat(
                        tellsProgress ? Stream.of() : Stream.of("--progress=none"),
                        Stream.of(arguments).map(Object::toString))
                .toArray(String[]::new);
        int status = new Main(environment, engines, peer).run(texts);
        String err = errBytes.toString(StandardCharsets.UTF_8);
        return new Outcome(
                status,
                outBytes.toString(StandardCharsets.UTF_8),
                tellsSummary ? err : SUMMARY.matcher(err).replaceAll(""));
    }
}
