package qasr.output;

import java.io.IOException;

/**
 * Thrown if a text is not a transcript of this program, or is incomplete. The message has the JSON path, but not the
 * file name.
 */
public final class MalformedTranscriptException extends IOException {
    MalformedTranscriptException(String message) {
        super(message);
    }

    MalformedTranscriptException(String message, Throwable cause) {
        super(message, cause);
    }
}
