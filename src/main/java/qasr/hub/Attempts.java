package qasr.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Repeats the requests of a download until they succeed, are refused, or bring nothing for {@link Patience#attempts}
 * attempts in a row.
 *
 * @param host the server that is asked
 * @param name the name of the model being installed
 */
record Attempts(ModelStore store, Patience patience, String host, String name) {
    /** An attempt. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws IOException;
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
                listener.retrying(what, reason);
                pause(idle);
            }
        }
    }

    private String next() throws IOException {
        Path partial = store.partial(name);
        return Files.isDirectory(partial) && ModelFiles.bytes(partial) > 0
                ? "the downloaded part is kept, and the same command continues from there"
                : "nothing was downloaded: check the connection, or the proxy, and run the same command again";
    }

    private void pause(int idle) throws IOException {
        try {
            Thread.sleep(patience.backoff().toMillis() << Math.min(Math.max(0, idle - 1), 5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubException("interrupted", e);
        }
    }
}
