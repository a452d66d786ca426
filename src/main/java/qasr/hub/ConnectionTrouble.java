package qasr.hub;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Describes why a connection failed. Java's own exceptions often have no message, or a message with class names. */
final class ConnectionTrouble {
    private static final int MOST_CAUSES = 10;

    private ConnectionTrouble() {}

    /**
     * Returns the reason, lower case, without full stop.
     *
     * @param host the server that was asked
     */
    static String words(String host, IOException e) {
        if (isCausedBy(e, UnknownHostException.class) || isCausedBy(e, UnresolvedAddressException.class)) {
            return "the address of " + host + " was not found; is this machine connected to the internet?";
        }
        if (isCausedBy(e, HttpTimeoutException.class)) {
            return host + " did not answer in time";
        }
        if (isCausedBy(e, ConnectException.class)) {
            return "cannot connect to " + host;
        }
        if (isCausedBy(e, SSLException.class)) {
            return "no secure connection to " + host + ": the certificate is not trusted, or a proxy interferes";
        }
        return e.getMessage() == null ? "the connection to " + host + " was lost" : e.getMessage();
    }

    private static boolean isCausedBy(Throwable e, Class<? extends Throwable> type) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .anyMatch(type::isInstance);
    }
}
