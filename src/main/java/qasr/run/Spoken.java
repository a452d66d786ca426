package qasr.run;

import java.nio.file.Path;

/**
 * A recording whose words are known.
 *
 * @param recording a sound file
 * @param language the English name of its language, as models say it
 * @param words the spoken words, as a text
 */
public record Spoken(Path recording, String language, String words) {
    /** Returns the file's name, for messages. */
    public String name() {
        return String.valueOf(recording.getFileName());
    }
}
