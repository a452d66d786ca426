package qasr.hub;

import java.io.IOException;

/** A model that cannot be fetched. The message names what was asked for and what came instead. */
public final class HubException extends IOException {
    /** What is in the way. */
    public enum Reason {
        /** What the message says. */
        OTHER,
        /** There is no such model, or no such revision of it. */
        NOT_THERE,
        /** The server answered, but not as the hub that it was taken for. */
        ANOTHER_LAYOUT,
        /** The model cannot be installed under this name. */
        NAME
    }

    private final Reason reason;

    HubException(String message) {
        this(Reason.OTHER, message);
    }

    HubException(String message, Throwable cause) {
        this(Reason.OTHER, message, cause);
    }

    HubException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    HubException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Returns what is in the way. */
    public Reason reason() {
        return reason;
    }
}
