package qasr.hub;

import java.time.Duration;

/**
 * Time limits and number of attempts for requests to a server.
 *
 * @param connect the limit for accepting a connection or answering a request
 * @param stall the limit between two parts of an answer
 * @param backoff the pause before the second attempt; it doubles before each further attempt
 * @param attempts the number of consecutive attempts without new data before giving up
 */
public record Patience(Duration connect, Duration stall, Duration backoff, int attempts) {
    /** The defaults for servers on the internet. */
    public static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(1), 6);
}
