package qasr.hub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy on the loopback interface that may require a password. It makes no tunnels. */
public final class FakeProxy implements AutoCloseable {
    private final String password;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /**
     * Starts it.
     *
     * @param password the value of Proxy-Authorization that it requires, or "" for none
     */
    public FakeProxy(String password) throws IOException {
        this.password = password;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> {
            while (!server.isClosed()) {
                accept();
            }
        });
    }

    /** Returns "HOST:PORT". */
    public String name() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Returns what was asked for, such as "CONNECT hub.example.org:443", and the password if there was one. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        try {
            Socket client = server.accept();
            threads.execute(() -> answer(client));
        } catch (IOException e) {
            close();
        }
    }

    private void answer(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            String first = in.readLine();
            List<String> headers = new ArrayList<>();
            String given = "";
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization: ")) {
                    given = line.substring(line.indexOf(' ') + 1);
                } else if (!line.toLowerCase(Locale.ROOT).startsWith("connection:")) {
                    headers.add(line);
                }
            }
            String[] words = String.valueOf(first).split(" ", -1);
            requests.add((words[0] + " " + words[1] + " " + given).strip());
            if (!given.equals(password)) {
                client.getOutputStream().write(bytes("""
                        HTTP/1.1 407 Proxy Authentication Required\r
                        Proxy-Authenticate: Basic realm="here"\r
                        Content-Length: 0\r
                        Connection: close\r
                        \r
                        """));
            } else {
                pass(words, headers, client.getOutputStream());
            }
        } catch (IOException e) {
            // The client or the hub has closed its connection, which the test sees there.
        }
    }

    private static void pass(String[] words, List<String> headers, OutputStream out) throws IOException {
        URI address = URI.create(words[1]);
        try (Socket hub = new Socket(address.getHost(), address.getPort())) {
            String path = address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
            String head = words[0] + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                    + "\r\nConnection: close\r\n\r\n";
            hub.getOutputStream().write(bytes(head));
            hub.getInputStream().transferTo(out);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        threads.shutdownNow();
    }
}
