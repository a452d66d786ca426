package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import qasr.console.ColorMode;
import qasr.console.ProgressMode;
import qasr.console.ScreenSettings;

/** What the person or program that watches standard error gets to see. */
@HelpHeading(value = "Messages", last = true)
final class ScreenOptions {
    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--progress",
            paramLabel = "HOW",
            scope = ScopeType.INHERIT,
            defaultValue = "auto",
            description = "Show how far the run is: ${COMPLETION-CANDIDATES}. plain is a line for each input, json an"
                    + " object a line; auto is bar on a terminal, else plain (default: auto).")
    private ProgressMode progress;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            defaultValue = "auto",
            description = "Use colours: ${COMPLETION-CANDIDATES}. auto does on a terminal where NO_COLOR is not set"
                    + " (default: auto).")
    private ColorMode color;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--log-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Also add what is said on standard error to the end of FILE, with the time, and the notes that"
                            + " -q keeps to itself; never words of a transcript.")
    private Path logFile;

    /** Returns what was asked for. */
    ScreenSettings settings() {
        return new ScreenSettings(progress, color, Optional.ofNullable(logFile));
    }
}
