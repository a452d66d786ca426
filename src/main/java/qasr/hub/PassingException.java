package qasr.hub;

import java.io.IOException;

/** A failure of a request that may not occur in another attempt. */
final class PassingException extends IOException {
    PassingException(String message) {
        super(message);
    }
}
