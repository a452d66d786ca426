package qasr.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Repeats the requests of a download until they succeed, are refused, or bring nothing for {@link Patience#attempts}
 * attempts in a row.
 *
 * @param host the server that is asked
 * @param name the name of the model being installed
 * @param sleep waits between two attempts
 */
record Attempts(ModelStore store, Patience patience, String host, String name, Sleep sleep) {
    /** The longest pause that a server is granted. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** An attempt. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws IOException;
    }

    /** Waits. */
    @FunctionalInterface
    interface Sleep {
        void millis(long millis) throws InterruptedException;
    }

    Attempts(ModelStore store, Patience patience, String host, String name) {
        this(store, patience, host, name, Thread::sleep);
    }

    /**
     * Repeats {@code attempt}.
     *
     * @param what the file, for messages
     * @param reached the number of bytes that all attempts have brought
     */
    <T> T repeated(String what, PullListener listener, Attempt<Long> reached, Attempt<T> attempt) throws IOException {
        int idle = 0;
        while (true) {
            long before = reached.make();
            try {
                return attempt.make();
            } catch (HubException e) {
                throw e;
            } catch (IOException e) {
                idle = reached.make() > before ? 0 : idle + 1;
                String reason = ConnectionTrouble.words(host, e);
                if (idle >= patience.attempts()) {
                    throw new HubException(
                            what + ": " + reason + "; gave up after " + idle + " attempts; " + next(), e);
                }
                Duration asked = asked(e);
                listener.retrying(what, asked.isZero() ? reason : reason + "; waiting " + asked.toSeconds() + " s");
                pause(idle, asked);
            }
        }
    }

    private String next() throws IOException {
        Path partial = store.partial(name);
        return Files.isDirectory(partial) && ModelFiles.bytes(partial) > 0
                ? "the downloaded part is kept, and the same command continues from there"
                : "nothing was downloaded: check the connection, or the proxy, and run the same command again";
    }

    private static Duration asked(IOException e) {
        Duration pause = e instanceof PassingException passing ? passing.pause() : Duration.ZERO;
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void pause(int idle, Duration asked) throws IOException {
        long own = patience.backoff().toMillis() << Math.min(Math.max(0, idle - 1), 5);
        try {
            sleep.millis(asked.isZero() ? own : asked.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubException("interrupted", e);
        }
    }
}
