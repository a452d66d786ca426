package qasr.hub;

import java.io.IOException;

/** A model that cannot be downloaded or installed. The message names the address or file and the reason. */
public final class HubException extends IOException {
    /** The kinds of failure, which have different remedies. */
    public enum Reason {
        /** The message is complete. */
        OTHER,
        /** The hub has no such model or revision. */
        NOT_THERE,
        /** The server's answer is not in the expected hub's format. */
        ANOTHER_LAYOUT,
        /** The name is not valid for an installed model. */
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

    /** Returns the kind of failure. */
    public Reason reason() {
        return reason;
    }
}
