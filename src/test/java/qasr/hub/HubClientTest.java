package qasr.hub;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the time limits of requests with a slow server, and the pauses before more of them with a busy one. */
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

    @Test
    void aServerGetsThePauseForWhichItAsks() throws IOException {
        Deque<Consumer<HttpExchange>> answers = new ArrayDeque<>(List.of(
                busy(429, "Retry-After", "120"),
                busy(429, "RateLimit", "\"api\";r=0;t=55"),
                busy(503, "Retry-After", "7200"),
                busy(503, "RateLimit", "\"api\";r=2;t=250"),
                busy(429, "Retry-After", "soon")));
        server.createContext("/list", exchange -> {
            Consumer<HttpExchange> answer = answers.poll();
            if (answer == null) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                answer.accept(exchange);
            }
            exchange.close();
        });
        HubClient client = client(Duration.ofSeconds(20));
        List<Long> pauses = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Patience patience = new Patience(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1), 6);
        new Attempts(new ModelStore(Path.of("unused")), patience, "127.0.0.1", "tiny", pauses::add)
                .repeated("the list", notes(notes), () -> 0L, () -> client.list(address()));
        assertEquals(List.of(120_000L, 55_000L, 300_000L, 8_000L, 16_000L), pauses);
        assertEquals(
                List.of(
                        "the list: the server answered with HTTP status 429; waiting 120 s",
                        "the list: the server answered with HTTP status 429; waiting 55 s",
                        "the list: the server answered with HTTP status 503; waiting 300 s",
                        "the list: the server answered with HTTP status 503",
                        "the list: the server answered with HTTP status 429"),
                notes);
    }

    private static Consumer<HttpExchange> busy(int status, String header, String value) {
        return exchange -> {
            exchange.getResponseHeaders().set(header, value);
            assertDoesNotThrow(() -> exchange.sendResponseHeaders(status, -1));
        };
    }

    private static PullListener notes(List<String> notes) {
        return new PullListener() {
            @Override
            public void started(int files, long bytes, long kept) {}

            @Override
            public void progress(String file, long done, long total) {}

            @Override
            public void fileDone(String file, long bytes) {}

            @Override
            public void retrying(String file, String reason) {
                notes.add(file + ": " + reason);
            }
        };
    }
}
