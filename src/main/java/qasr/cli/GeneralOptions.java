package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import qasr.console.Verbosity;

/** Options of every command, before or after the command's name. */
@HelpHeading(value = "Messages", last = true)
final class GeneralOptions {
    static final String QUIET = "--quiet";

    /** Options that ask for more messages, and win over {@link #QUIET}. */
    static final Set<String> MORE = Set.of("--verbose", "--debug");

    @Changes(Changes.Effect.NOTHING)
    @Often
    @Option(
            names = {"-q", QUIET},
            scope = ScopeType.INHERIT,
            description = "Print only errors, missing words and missing models.")
    private boolean quiet;

    @Changes(Changes.Effect.NOTHING)
    @Often
    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print more messages: model, device, time taken.")
    private boolean verbose;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = {
                "Read default options from FILE (key=value lines).",
                "FILE is read before $XDG_CONFIG_HOME/qasr/config.properties. Options on the command line and QASR_* variables come before both. 'qasr config' lists all keys."
            })
    private Path config;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Print the details of an error, for a bug report.")
    private boolean debug;

    @Changes(Changes.Effect.NOTHING)
    @Often
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print help (-h: the most used options, --help: all).")
    @SuppressWarnings("unused") // picocli asks its own parse result
    private boolean help;

    @Changes(Changes.Effect.NOTHING)
    @Often
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print the version.")
    @SuppressWarnings("unused") // as above
    private boolean version;

    /** Returns the file of settings that the command line names. */
    Optional<Path> configFile() {
        return Optional.ofNullable(config);
    }

    /** Returns the amount of messages; if both are given, more wins over less. */
    Verbosity verbosity() {
        if (debug) {
            return Verbosity.DEBUG;
        }
        if (verbose) {
            return Verbosity.VERBOSE;
        }
        return quiet ? Verbosity.QUIET : Verbosity.NORMAL;
    }
}
