package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import qasr.console.ColorMode;
import qasr.console.ProgressMode;
import qasr.console.ScreenSettings;

/** Options of the messages on standard error. */
@HelpHeading(value = "Messages", last = true)
final class ScreenOptions {
    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--progress",
            paramLabel = "HOW",
            scope = ScopeType.INHERIT,
            defaultValue = "auto",
            description = {
                "Show progress as ${COMPLETION-CANDIDATES} (default: auto).",
                "bar is a line that is redrawn, plain is one line for each input, json is one object per line. auto is bar on a terminal, and plain elsewhere."
            })
    private ProgressMode progress;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            defaultValue = "auto",
            description = {
                "Use colours: ${COMPLETION-CANDIDATES} (default: auto).",
                "auto uses colours on a terminal, unless NO_COLOR is set."
            })
    private ColorMode color;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--log-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = {
                "Append all messages to FILE, with the time.",
                "Messages that -q suppresses are included. Words of transcripts are not written to FILE, except corrections that 'render' could not use."
            })
    private Path logFile;

    /** Returns what was asked for. */
    ScreenSettings settings() {
        return new ScreenSettings(progress, color, Optional.ofNullable(logFile));
    }
}
