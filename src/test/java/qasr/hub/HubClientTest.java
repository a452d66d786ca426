package qasr.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the time limits of requests with a slow server. */
final class HubClientTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch done = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        done.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/list");
    }

    private static HubClient client(Duration connect) {
        Patience patience = new Patience(connect, Duration.ofSeconds(20), Duration.ofMillis(1), 3);
        return new HubClient(Optional.empty(), patience);
    }

    /** Lets {@code time} pass, or less if the test ends. */
    private void pass(Duration time) {
        try {
            done.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aServerThatDoesNotBeginToAnswerIsGivenUp() {
        server.createContext("/list", exchange -> {
            pass(Duration.ofSeconds(60));
            exchange.close();
        });
        HubClient client = client(Duration.ofMillis(300));
        IOException failure = assertThrows(IOException.class, () -> client.list(address()));
        assertEquals("127.0.0.1 did not answer in time", ConnectionTrouble.words("127.0.0.1", failure));
    }

    /** With a time limit of the request, the whole answer has to arrive in it, from Java 26 on. */
    @Test
    void anAnswerThatHasBegunMayLastLongerThanTheLimitForItsBeginning() throws IOException {
        Duration limit = Duration.ofSeconds(3); // the first answer of a process takes its time
        server.createContext("/list", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write('a');
                out.flush();
                pass(limit.plusMillis(500));
                out.write('b');
            }
        });
        HubClient client = client(limit);
        assertEquals("ab", client.list(address()));
        assertEquals(Optional.empty(), client.request(address()).build().timeout());
    }
}
