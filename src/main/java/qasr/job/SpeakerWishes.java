package qasr.job;

import java.nio.file.Path;
import java.util.Optional;
import qasr.speakers.SpeakerCount;

/**
 * The options for telling speakers apart.
 *
 * @param count how many there are
 * @param voices a folder with a recording of each known person
 */
public record SpeakerWishes(SpeakerCount count, Optional<Path> voices) {}
