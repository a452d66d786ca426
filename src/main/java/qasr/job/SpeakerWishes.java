package qasr.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import qasr.speakers.SpeakerCount;

/**
 * The options for telling speakers apart.
 *
 * @param count how many there are
 * @param voices a folder with a recording of each known person
 */
public record SpeakerWishes(SpeakerCount count, Optional<Path> voices) {
    /** Returns the recordings in {@code folder} by name; hidden files, such as those of the system, are left out. */
    public static List<Path> voicesIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> Files.isRegularFile(file)
                            && !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
