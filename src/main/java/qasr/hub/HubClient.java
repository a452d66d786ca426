package qasr.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends HTTP requests to hubs. It follows redirects, also to other hosts, but never from https to http.
 *
 * <p>Java's client sends the headers of a request to each server that it is redirected to. Each server may have another
 * proxy, with another password, so redirects are followed here.
 */
final class HubClient {
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;
    private static final int MAX_LIST_BYTES = 16 << 20;
    /** The value of Retry-After, in seconds; a date is rare, and depends on the clocks. */
    private static final Pattern AFTER = Pattern.compile("(\\d{1,9})");

    private static final Pattern RESET = Pattern.compile(";\\s*t=(\\d{1,9})\\b");
    /** The kinds of password that Java does not send to a proxy which is asked for https; by default, "Basic". */
    private static final String UNSENT_PASSWORDS = "jdk.http.auth.tunneling.disabledSchemes";

    private final HttpClient client;
    private final Optional<HubProxy> proxy;
    private final Patience patience;

    HubClient(Optional<HubProxy> proxy, Patience patience) {
        if (System.getProperty(UNSENT_PASSWORDS) == null) {
            System.setProperty(UNSENT_PASSWORDS, ""); // read once, when this process makes its first client
        }
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience.connect());
        proxy.ifPresent(builder::proxy);
        this.client = builder.build();
        this.proxy = proxy;
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
                throw error(address, response);
            }
            byte[] bytes = guard.readAtMost(MAX_LIST_BYTES);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Returns a request without a time limit: from Java 26 on, it would apply to the whole download. */
    HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).header("User-Agent", "qasr").header("Accept-Encoding", "identity");
    }

    /**
     * Sends a request and returns the answer, whose body has not been read.
     *
     * @throws HttpTimeoutException if a server does not begin to answer within {@link Patience#connect}
     */
    HttpResponse<InputStream> get(HttpRequest.Builder builder) throws IOException {
        HttpRequest.Builder request = builder.GET().copy();
        for (int redirects = 0; ; redirects++) {
            HttpResponse<InputStream> response = send(request);
            Optional<URI> next = redirect(response);
            if (next.isEmpty() || redirects == MOST_REDIRECTS) {
                return response;
            }
            response.body().close();
            request = builder.copy().uri(next.get());
        }
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
        URI address = request.build().uri();
        try {
            proxy.flatMap(each -> each.authorization(address))
                    .ifPresent(value -> request.setHeader("Proxy-Authorization", value));
        } catch (IllegalArgumentException e) {
            throw new HubException(e.getMessage(), e); // the proxy of a redirect cannot be used
        }
        CompletableFuture<HttpResponse<InputStream>> answer =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try {
            return answer.get(patience.connect().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException(address.getHost() + " did not answer in time");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    private static Optional<URI> redirect(HttpResponse<?> response) {
        URI from = response.uri();
        return Optional.of(response)
                .filter(each -> REDIRECTS.contains(each.statusCode()))
                .flatMap(each -> each.headers().firstValue("Location"))
                .flatMap(location -> resolved(from, location))
                .filter(to -> to.getHost() != null)
                .filter(to -> "https".equalsIgnoreCase(to.getScheme())
                        || from.getScheme().equalsIgnoreCase(to.getScheme()));
    }

    private static Optional<URI> resolved(URI from, String location) {
        try {
            return Optional.of(from.resolve(location));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the error for a status: a {@link PassingException} if another attempt may get a different one. */
    IOException error(URI address, HttpResponse<?> response) {
        int status = response.statusCode();
        if (status == 408 || status == TOO_MANY_REQUESTS || status >= 500) {
            return new PassingException("the server answered with HTTP status " + status, pause(response));
        }
        String host = response.uri().getHost();
        if (status == 403 && !host.equalsIgnoreCase(address.getHost())) {
            // A hub signs the addresses to which it redirects. They expire, but each attempt gets a new one.
            return new PassingException("the download server " + host + " refuses the address that " + address.getHost()
                    + " gave (HTTP status 403); is the clock of this machine right?");
        }
        return switch (status) {
            case 401, 403 ->
                new HubException(address + ": the hub requires a login for this model (HTTP status " + status + ")");
            case 404 ->
                new HubException(HubException.Reason.NOT_THERE, address + ": not found on the hub (HTTP status 404)");
            case 407 -> new HubException(unauthorized(response.uri()));
            default -> new HubException(address + ": the server answered with HTTP status " + status);
        };
    }

    /** Returns the pause for which a busy server asks, or zero. */
    private static Duration pause(HttpResponse<?> response) {
        Optional<String> after = response.headers().firstValue("Retry-After");
        // Hugging Face sends the seconds until it forgets earlier requests, with all answers.
        Optional<String> reset = response.statusCode() == TOO_MANY_REQUESTS
                ? response.headers().firstValue("RateLimit")
                : Optional.empty();
        return after.map(AFTER::matcher)
                .filter(Matcher::matches)
                .or(() -> reset.map(RESET::matcher).filter(Matcher::find))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds.group(1))))
                .orElse(Duration.ZERO);
    }

    private String unauthorized(URI address) {
        String name = proxy.flatMap(each -> each.name(address))
                .map(each -> "the proxy " + each)
                .orElse("the proxy");
        return proxy.flatMap(each -> each.authorization(address)).isPresent()
                ? name + " does not accept the name and the password in its address (HTTP status 407)"
                : name + " requires a name and a password (HTTP status 407): write them into its address,"
                        + " http://NAME:PASSWORD@HOST:PORT";
    }
}
