package qasr.model;

import java.io.IOException;

/**
 * A device that cannot compute what was requested. The message names the device and the cause; the reason determines
 * the remedy.
 */
public final class DeviceException extends IOException {
    /** The kinds of failure, which have different remedies. */
    public enum Reason {
        /** The processor is not supported. The message names a remedy if there is one. */
        PROCESSOR,
        /** The named device does not exist; the processor can be used instead. */
        NO_SUCH_DEVICE,
        /** The processor lacks the instructions for this precision; other precisions do not need them. */
        PRECISION_NOT_SUPPORTED,
        /** The processor computes wrong results in this precision; another precision may be right. */
        PRECISION_IS_WRONG
    }

    private final Reason reason;

    /** Creates an exception with the reason {@link Reason#PROCESSOR}. */
    public DeviceException(String message) {
        this(Reason.PROCESSOR, message);
    }

    public DeviceException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Returns the kind of failure. */
    public Reason reason() {
        return reason;
    }
}
