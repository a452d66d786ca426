package qasr.output;

import java.io.IOException;

/** Thrown if a file is not a report of this program, or is incomplete. The message does not have the file name. */
public final class MalformedReportException extends IOException {
    MalformedReportException(String message) {
        super(message);
    }

    MalformedReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
