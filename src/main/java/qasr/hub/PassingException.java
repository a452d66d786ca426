package qasr.hub;

import java.io.IOException;
import java.time.Duration;

/** A failure of a request that may not occur in another attempt. */
final class PassingException extends IOException {
    private final Duration pause;

    PassingException(String message) {
        this(message, Duration.ZERO);
    }

    PassingException(String message, Duration pause) {
        super(message);
        this.pause = pause;
    }

    /** Returns the pause before the next attempt for which the server asked, or zero. */
    Duration pause() {
        return pause;
    }
}
