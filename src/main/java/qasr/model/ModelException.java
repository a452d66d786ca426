package qasr.model;

import java.io.IOException;

/** A model directory that cannot be used. The message names the file, the fault and the remedy. */
public final class ModelException extends IOException {
    public ModelException(String message) {
        super(oneLine(message));
    }

    public ModelException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** Replaces control characters, since text from a damaged file may contain line ends. */
    private static String oneLine(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }
}
