package qasr.hub;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import javax.net.ssl.SSLException;

/** Messages for failed requests, in words: the JDK's own are often missing or the name of a class. */
final class NetworkFailure {
    private NetworkFailure() {}

    /** Returns why a request to {@code host} got no answer, and what to check. */
    static String ofRequest(IOException e, String host) {
        if (causedBy(e, UnknownHostException.class) || causedBy(e, UnresolvedAddressException.class)) {
            return "no server has the name " + host + "; check the network connection, the address and the proxy";
        }
        if (causedBy(e, HttpTimeoutException.class)) {
            return host + " did not answer in time; check the network connection and the proxy";
        }
        if (causedBy(e, ConnectException.class)) {
            return "cannot connect to " + host + "; check the network connection, the address and the proxy";
        }
        if (causedBy(e, SSLException.class)) {
            return "no secure connection to " + host + " (" + of(e)
                    + "); check the clock, the proxy and the certificates";
        }
        return of(e);
    }

    /** Returns why reading an answer or writing a file failed. */
    static String of(IOException e) {
        if (e instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": cannot be read or written";
        }
        String message = e.getMessage();
        return message == null || message.isBlank() ? "the connection was lost" : message.strip();
    }

    private static boolean causedBy(Throwable e, Class<? extends Exception> kind) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
