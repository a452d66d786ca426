package qasr.hub;

import java.time.Duration;

/**
 * How long a server may take.
 *
 * @param connect until it accepts a connection or answers a request
 * @param stall between two pieces of an answer
 * @param backoff before the first repetition; each further one waits twice as long
 * @param attempts how often in a row an attempt may bring nothing new
 */
public record Patience(Duration connect, Duration stall, Duration backoff, int attempts) {
    /** What suits the internet. */
    public static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(1), 6);
}
