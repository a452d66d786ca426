package qasr.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Both hubs on the loopback interface, with one model, and every way in which a server can fail. As Hugging Face, it asks
 * for a login where the models of the owner "hidden" would be.
 */
public final class FakeHub implements AutoCloseable {
    /** How one answer for a file goes wrong. */
    public enum Fault {
        NONE,
        STALLS,
        TRUNCATES,
        SAYS_TOO_LITTLE,
        SENDS_TOO_MUCH,
        SENDS_OTHER_BYTES,
        IGNORES_RANGES,
        SENDS_ANOTHER_RANGE,
        IS_BUSY,
        REFUSES,
        REFUSES_RANGES
    }

    /** The name of the file list, for {@link #fail}. */
    public static final String LIST = "the file list";

    private static final String MODEL = "/owner/tiny";

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Deque<Fault>> faults = new TreeMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer hub;
    private final HttpServer store;

    /** Serves the files of {@code model}. */
    public FakeHub(Path model) throws IOException {
        for (Path file : ModelFiles.in(model)) {
            files.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        store = server();
        store.createContext(
                "/",
                exchange -> give(exchange, exchange.getRequestURI().getPath().substring(1)));
        hub = server();
        hub.createContext("/api/models" + MODEL + "/tree/main", exchange -> list(exchange, huggingFaceList()));
        hub.createContext("/api/models/hidden/", exchange -> refuse(exchange, 401));
        hub.createContext(MODEL + "/resolve/main/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring((MODEL + "/resolve/main/").length());
            if (name.endsWith(".safetensors") || name.endsWith(".bin")) {
                exchange.getResponseHeaders().set("Location", "http://localhost:" + port(store) + "/" + name);
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
            } else {
                give(exchange, name);
            }
        });
        hub.createContext("/api/v1/models" + MODEL + "/repo/files", exchange -> {
            boolean known = exchange.getRequestURI().getQuery().contains("Revision=master&");
            list(exchange, known ? modelScopeList() : "{\"Code\":200,\"Data\":{\"Files\":null}}");
        });
        hub.createContext("/api/v1/models" + MODEL + "/repo", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            give(exchange, query.substring(query.indexOf("FilePath=") + "FilePath=".length()));
        });
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        return server;
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    /** Returns its address. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port(hub));
    }

    /** Makes the next answers for {@code file} go wrong, one after another. */
    public void fail(String file, Fault... next) {
        faults.computeIfAbsent(file, each -> new ArrayDeque<>()).addAll(List.of(next));
    }

    /** Returns what was asked for, such as "vocab.json" or "vocab.json bytes=12-", and any password of a proxy. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Returns a file as it should be. */
    public byte[] file(String name) {
        return files.get(name);
    }

    private String huggingFaceList() {
        return files.entrySet().stream()
                .map(file -> file.getKey().endsWith(".safetensors")
                        ? "{\"type\":\"file\",\"oid\":\"%s\",\"size\":%d,\"lfs\":{\"oid\":\"%s\",\"size\":%d},\"path\":\"%s\"}"
                                .formatted(
                                        hash("SHA-1", new byte[] {1}),
                                        file.getValue().length,
                                        hash("SHA-256", file.getValue()),
                                        file.getValue().length,
                                        file.getKey())
                        : "{\"type\":\"file\",\"oid\":\"%s\",\"size\":%d,\"path\":\"%s\"}"
                                .formatted(gitBlob(file.getValue()), file.getValue().length, file.getKey()))
                .collect(Collectors.joining(
                        ",",
                        "[{\"type\":\"directory\",\"oid\":\"x\",\"size\":0,\"path\":\"assets\"},"
                                + "{\"type\":\"file\",\"oid\":\"" + gitBlob(new byte[0])
                                + "\",\"size\":0,\"path\":\"../evil.json\"},",
                        "]"));
    }

    private String modelScopeList() {
        return files.entrySet().stream()
                .map(file -> "{\"Type\":\"blob\",\"Path\":\"%s\",\"Size\":%d,\"Sha256\":\"%s\"}"
                        .formatted(file.getKey(), file.getValue().length, hash("SHA-256", file.getValue())))
                .collect(Collectors.joining(",", "{\"Code\":200,\"Data\":{\"Files\":[", "]}}"));
    }

    private static String gitBlob(byte[] bytes) {
        byte[] head = ("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        return hash("SHA-1", all);
    }

    private static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void list(HttpExchange exchange, String text) throws IOException {
        if (next(LIST) == Fault.IS_BUSY) {
            refuse(exchange, 503);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private synchronized Fault next(String name) {
        Deque<Fault> queue = faults.get(name);
        return queue == null || queue.isEmpty() ? Fault.NONE : queue.remove();
    }

    private void give(HttpExchange exchange, String name) throws IOException {
        byte[] bytes = files.get(name);
        String range = exchange.getRequestHeaders().getFirst("Range");
        String password = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
        requests.add((range == null ? name : name + " " + range) + (password == null ? "" : " " + password));
        Fault fault = next(name);
        if (bytes == null || fault == Fault.IS_BUSY || fault == Fault.REFUSES) {
            refuse(exchange, bytes == null ? 404 : fault == Fault.IS_BUSY ? 503 : 403);
            return;
        }
        if (range != null && fault == Fault.REFUSES_RANGES) {
            refuse(exchange, 416);
            return;
        }
        int from = range == null || fault == Fault.IGNORES_RANGES ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        exchange.getResponseHeaders().set("ETag", "\"" + hash("SHA-1", bytes) + "\"");
        if (from > 0) {
            int said = fault == Fault.SENDS_ANOTHER_RANGE ? from + 1 : from;
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + said + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        answer(exchange, from > 0 ? 206 : 200, Arrays.copyOfRange(bytes, from, bytes.length), fault);
    }

    private void answer(HttpExchange exchange, int status, byte[] bytes, Fault fault) throws IOException {
        int half = bytes.length / 2;
        OutputStream out = exchange.getResponseBody();
        switch (fault) {
            case SAYS_TOO_LITTLE -> {
                exchange.sendResponseHeaders(status, half);
                out.write(bytes, 0, half);
            }
            case SENDS_TOO_MUCH -> {
                exchange.sendResponseHeaders(status, 0); // chunked: of unknown length
                out.write(bytes);
                out.write(bytes);
            }
            case SENDS_OTHER_BYTES -> {
                exchange.sendResponseHeaders(status, bytes.length);
                out.write(new byte[bytes.length]);
            }
            case TRUNCATES, STALLS -> {
                exchange.sendResponseHeaders(status, bytes.length);
                out.write(bytes, 0, half);
                out.flush();
                if (fault == Fault.STALLS) {
                    awaitClosing();
                }
            }
            default -> {
                exchange.sendResponseHeaders(status, bytes.length);
                out.write(bytes);
            }
        }
        exchange.close();
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        hub.stop(0);
        store.stop(0);
        threads.shutdownNow();
    }
}
