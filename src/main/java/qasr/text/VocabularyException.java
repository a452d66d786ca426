package qasr.text;

import java.io.IOException;

/** A tokenizer file that cannot be used. The message names the file, the fault and what was expected. */
public final class VocabularyException extends IOException {
    VocabularyException(String message) {
        super(message);
    }

    VocabularyException(String message, Throwable cause) {
        super(message, cause);
    }
}
