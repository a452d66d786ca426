package qasr.engine;

import java.util.Optional;
import qasr.text.Language;

/**
 * What the user knows about the speech beforehand.
 *
 * @param language the language all of it is in, or empty to hear it in each chunk
 * @param context names and terms to expect, "" for none
 */
public record Expectation(Optional<Language> language, String context) {}
