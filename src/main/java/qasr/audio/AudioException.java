package qasr.audio;

import java.io.IOException;

/** A recording that cannot be read or decoded. The message says what is wrong and what to do, without the file's name. */
public final class AudioException extends IOException {
    public AudioException(String message) {
        super(message);
    }

    public AudioException(String message, Throwable cause) {
        super(message, cause);
    }
}
