package qasr.console;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is shown on standard error.
 *
 * @param progress how far a run is
 * @param color when colours are used
 * @param logFile where else to say what is said
 */
public record ScreenSettings(ProgressMode progress, ColorMode color, Optional<Path> logFile) {
    /** What holds before the command line is understood. */
    static final ScreenSettings DEFAULT = new ScreenSettings(ProgressMode.AUTO, ColorMode.AUTO, Optional.empty());
}
