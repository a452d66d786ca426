package qasr.engine;

import java.util.Optional;
import qasr.text.Language;

/**
 * The user's information about the speech: its language, and names and terms to expect.
 *
 * @param language the language of the whole recording, or empty to detect it in each chunk
 * @param context names and terms to expect, "" for none
 */
public record Expectation(Optional<Language> language, String context) {}
