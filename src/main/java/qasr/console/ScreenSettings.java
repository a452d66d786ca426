package qasr.console;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings of messages on standard error.
 *
 * @param progress how far a run is
 * @param color when colours are used
 * @param logFile the file that also gets all messages
 */
public record ScreenSettings(ProgressMode progress, ColorMode color, Optional<Path> logFile) {
    /** The settings before the command line is parsed. */
    static final ScreenSettings DEFAULT = new ScreenSettings(ProgressMode.AUTO, ColorMode.AUTO, Optional.empty());
}
