package qasr.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** What people read when a download fails: words and a remedy, never the name of a class. */
final class NetworkFailureTest {
    @Test
    void everyFailureOfTheNetworkIsToldInWords() {
        IOException unresolved = new ConnectException();
        unresolved.initCause(new ConnectException().initCause(new UnresolvedAddressException()));
        for (IOException e : List.of(
                unresolved,
                new UnknownHostException("hub.example"),
                new ConnectException(),
                new HttpConnectTimeoutException("HTTP connect timed out"),
                new HttpTimeoutException("request timed out"),
                new SSLHandshakeException(null),
                new ClosedChannelException(),
                new EOFException(),
                new NoSuchFileException("config.json"))) {
            String words = NetworkFailure.ofRequest(e, "hub.example");
            assertFalse(words.contains("Exception") || words.contains("null") || words.isBlank(), words);
        }
    }

    @Test
    void theServerAndTheRemedyAreNamed() {
        assertEquals(
                "no server has the name hub.example; check the network connection, the address and the proxy",
                NetworkFailure.ofRequest(new UnknownHostException("hub.example"), "hub.example"));
        assertTrue(NetworkFailure.ofRequest(new ConnectException(), "hub.example")
                .startsWith("cannot connect to hub.example; check "));
        assertEquals("Connection reset", NetworkFailure.ofRequest(new IOException("Connection reset"), "hub.example"));
    }
}
