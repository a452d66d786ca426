package qasr.model;

import java.io.IOException;

/** A device that was asked for and is not there. The message says which and what to do. */
public final class DeviceException extends IOException {
    public DeviceException(String message) {
        super(message);
    }
}
