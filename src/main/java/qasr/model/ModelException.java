package qasr.model;

import java.io.IOException;

/** A model directory that cannot be used. The message names the file, what is wrong with it and what to do. */
public final class ModelException extends IOException {
    public ModelException(String message) {
        super(oneLine(message));
    }

    public ModelException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** What a damaged file says may hold line ends. */
    private static String oneLine(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }
}
