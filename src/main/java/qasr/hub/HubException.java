package qasr.hub;

import java.io.IOException;

/** A model that cannot be fetched. The message names what was asked for and what came instead. */
public final class HubException extends IOException {
    HubException(String message) {
        super(message);
    }

    HubException(String message, Throwable cause) {
        super(message, cause);
    }
}
