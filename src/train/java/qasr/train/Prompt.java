package qasr.train;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One recording or synthesised sentence of the training data.
 *
 * @param language the language's name as the model writes it, such as {@code Spanish}
 * @param name unique within the language, such as {@code digits/4}
 * @param text the words that are said
 * @param sound the recording, or nothing for a sentence that is yet to be synthesised
 * @param pronunciation what the synthesiser reads for {@code text}; empty for a recording
 */
record Prompt(String language, String name, String text, Optional<Path> sound, String pronunciation) {
    boolean synthetic() {
        return sound.isEmpty();
    }
}
