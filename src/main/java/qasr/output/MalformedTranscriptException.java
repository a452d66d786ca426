package qasr.output;

import java.io.IOException;

/** A text that is no transcript of ours, or not the whole of one. The message says where, without the file's name. */
public final class MalformedTranscriptException extends IOException {
    MalformedTranscriptException(String message) {
        super(message);
    }

    MalformedTranscriptException(String message, Throwable cause) {
        super(message, cause);
    }
}
