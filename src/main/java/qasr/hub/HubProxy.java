package qasr.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Selects the proxy as curl(1) does, from HTTPS_PROXY, ALL_PROXY and NO_PROXY, which Java ignores. */
public final class HubProxy extends ProxySelector {
    private static final int DEFAULT_PORT = 8080;

    private final Optional<String> fixed;
    private final Map<String, String> variables;

    private HubProxy(Optional<String> fixed, Map<String, String> variables) {
        this.fixed = fixed;
        this.variables = variables;
    }

    /**
     * Returns the proxy selector.
     *
     * @param fixed the address that the user gave, if any; it applies to all hosts
     * @param variables the environment
     * @throws IllegalArgumentException if {@code fixed} is not a proxy's address
     */
    public static ProxySelector of(Optional<String> fixed, Map<String, String> variables) {
        fixed.ifPresent(HubProxy::parsed);
        return new HubProxy(fixed, Map.copyOf(variables));
    }

    @Override
    public List<Proxy> select(URI address) {
        Optional<String> proxy = fixed.or(() -> fromEnvironment(address));
        return List.of(proxy.map(HubProxy::parsed).orElse(Proxy.NO_PROXY));
    }

    private Optional<String> fromEnvironment(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        boolean direct = variable("no_proxy").stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(name -> name.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                .filter(name -> !name.isEmpty())
                .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
        return direct
                ? Optional.empty()
                : variable(address.getScheme() + "_proxy").or(() -> variable("all_proxy"));
    }

    private Optional<String> variable(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(variables::get)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst();
    }

    private static Proxy parsed(String text) {
        URI address = URI.create(text.contains("://") ? text : "http://" + text);
        if (address.getHost() == null || !"http".equals(address.getScheme())) {
            throw new IllegalArgumentException("'" + text + "' is not a proxy's address: http://HOST:PORT");
        }
        int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHost(), port));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException reason) {
        // The request itself fails and reports the error.
    }
}
