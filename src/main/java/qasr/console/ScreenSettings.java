package qasr.console;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the person or program that watches standard error gets to see.
 *
 * @param progress how far a run is
 * @param color when colours are used
 * @param logFile where else to say what is said
 */
public record ScreenSettings(ProgressMode progress, ColorMode color, Optional<Path> logFile) {
    /** What holds before the command line is understood. */
    static final ScreenSettings DEFAULT = new ScreenSettings(ProgressMode.AUTO, ColorMode.AUTO, Optional.empty());
}
