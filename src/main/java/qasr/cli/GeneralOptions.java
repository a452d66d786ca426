package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import qasr.console.Verbosity;

/** What every command understands, before or after its name. */
@HelpHeading(value = "Messages", last = true)
final class GeneralOptions {
    static final String QUIET = "--quiet";

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = {"-q", QUIET},
            scope = ScopeType.INHERIT,
            description =
                    "Say nothing on standard error but errors: what failed, and recordings part of whose words is missing.")
    private boolean quiet;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say more on standard error: model, device, time taken.")
    private boolean verbose;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Take options that are not given here from FILE, a line 'key=value' each, before"
                    + " $XDG_CONFIG_HOME/qasr/config.properties; 'qasr config' shows all keys.")
    private Path config;

    @Changes(Changes.Effect.NOTHING)
    @Option(names = "--debug", scope = ScopeType.INHERIT, hidden = true, description = "Show where an error came from.")
    private boolean debug;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("unused") // picocli asks its own parse result
    private boolean help;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--version",
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show the version and exit.")
    @SuppressWarnings("unused") // as above
    private boolean version;

    /** Returns the file of settings that the command line names. */
    Optional<Path> configFile() {
        return Optional.ofNullable(config);
    }

    /** Returns how much is to be said; asking for more wins over asking for less. */
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
