package qasr.model;

import java.io.IOException;

/** A device that cannot compute what was asked for. The message says which and why, the reason what would help. */
public final class DeviceException extends IOException {
    /** What is in the way. */
    public enum Reason {
        /** The processor itself; the message says what to do, if anything. */
        PROCESSOR,
        /** The device that was named is not there: the processor is. */
        NO_SUCH_DEVICE,
        /** The processor has no instructions for the precision: others need none. */
        PRECISION_NOT_SUPPORTED,
        /** The processor computes wrongly in this precision: another may be right. */
        PRECISION_IS_WRONG
    }

    private final Reason reason;

    /** Makes one that the processor is the reason of. */
    public DeviceException(String message) {
        this(Reason.PROCESSOR, message);
    }

    public DeviceException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Returns what is in the way. */
    public Reason reason() {
        return reason;
    }
}
