package qasr.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sends HTTP requests to hubs. It follows redirects, also to other hosts, but never from https to http. */
final class HubClient {
    private static final int OK = 200;
    private static final int MAX_LIST_BYTES = 16 << 20;

    private final HttpClient client;
    private final Patience patience;

    HubClient(Optional<ProxySelector> proxy, Patience patience) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience.connect());
        proxy.ifPresent(builder::proxy);
        this.client = builder.build();
        this.patience = patience;
    }

    Patience patience() {
        return patience;
    }

    /**
     * Downloads the file list at {@code address}.
     *
     * @throws HubException if another attempt would get the same answer
     */
    String list(URI address) throws IOException {
        HttpResponse<InputStream> response = get(request(address));
        try (StallGuard guard = new StallGuard(response.body(), patience.stall())) {
            int status = response.statusCode();
            if (status == 401) {
                // Hugging Face's answer to those without a login, for models that do not exist, too.
                throw new HubException(
                        HubException.Reason.NOT_THERE,
                        address + ": the hub has no such model, or requires a login for it, which qasr cannot give"
                                + " (HTTP status 401)");
            }
            if (status != OK) {
                throw error(address, status);
            }
            byte[] bytes = guard.readAtMost(MAX_LIST_BYTES);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address)
                .timeout(patience.connect())
                .header("User-Agent", "qasr")
                .header("Accept-Encoding", "identity");
    }

    HttpResponse<InputStream> get(HttpRequest.Builder builder) throws IOException {
        try {
            return client.send(builder.GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Returns the error for a status: a {@link PassingException} if another attempt may get a different one. */
    static IOException error(URI address, int status) {
        if (status == 408 || status == 429 || status >= 500) {
            return new PassingException("the server answered with HTTP status " + status);
        }
        String meaning = switch (status) {
            case 401, 403 -> "the hub requires a login for this model (HTTP status " + status + ")";
            case 404 -> "not found on the hub (HTTP status 404)";
            default -> "the server answered with HTTP status " + status;
        };
        HubException.Reason reason = status == 404 ? HubException.Reason.NOT_THERE : HubException.Reason.OTHER;
        return new HubException(reason, address + ": " + meaning);
    }
}
