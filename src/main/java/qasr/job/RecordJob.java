package qasr.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The checked job of {@code record}.
 *
 * @param device the name of the microphone, or a part of it; empty for the default one
 * @param file the file that gets the sound, ".flac" or ".wav"; empty for a WAV stream on standard output
 * @param overwrite whether {@code file} may be replaced
 * @param max how long to record; empty for "until the user ends it"
 */
public record RecordJob(Optional<String> device, Optional<Path> file, boolean overwrite, Optional<Duration> max) {
    /** Returns whether {@code file} is FLAC and not WAV. */
    public static boolean isFlac(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".flac");
    }
}
