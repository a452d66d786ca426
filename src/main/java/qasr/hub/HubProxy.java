package qasr.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Selects the proxy as curl(1) does, from HTTPS_PROXY, ALL_PROXY and NO_PROXY, which Java ignores. Java's client can only
 * use HTTP proxies: a SOCKS proxy, or one that is itself reached through TLS, is refused.
 *
 * <p>No message contains the name and the password in a proxy's address.
 */
public final class HubProxy extends ProxySelector {
    private static final int DEFAULT_PORT = 8080;
    private static final int LAST_PORT = 65_535;
    /** A password may contain any character, even if it should be encoded. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:http://|(?![a-z][a-z0-9+.-]*://))(?:(?<login>.*)@)?"
                    + "(?<host>\\[[0-9a-f:.]+]|[^/:@?#\\[\\]\\s]+)(?::(?<port>\\d{1,5}))?(?:/[^@]*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern LOGIN =
            Pattern.compile("^([a-z][a-z0-9+.-]*://)?.*@", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Optional<Setting> fixed;
    private final Map<String, String> variables;

    private HubProxy(Optional<Setting> fixed, Map<String, String> variables) {
        this.fixed = fixed;
        this.variables = variables;
    }

    /**
     * A proxy's address as it was given.
     *
     * @param variable the name of the variable, or "" if the user gave the address
     */
    private record Setting(String variable, String text) {
        Server server() {
            Matcher address = ADDRESS.matcher(text);
            int port = -1;
            if (address.matches()) {
                port = address.group("port") == null ? DEFAULT_PORT : Integer.parseInt(address.group("port"));
            }
            if (port < 0 || port > LAST_PORT) {
                throw new IllegalArgumentException((variable.isEmpty() ? "" : variable + ": ") + "'"
                        + withoutLogin(text) + "' is not the address of an HTTP proxy, http://HOST:PORT"
                        + (variable.isEmpty() ? "" : "; correct or unset this variable"));
            }
            String login = address.group("login");
            return new Server(address.group("host"), port, login == null ? "" : decoded(login));
        }

        /** Returns {@code text} without its percent encoding; a '%' that encodes nothing stays. */
        private static String decoded(String text) {
            String encoded = text.replace("+", "%2B").replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        }
    }

    /**
     * A proxy.
     *
     * @param login its name and password, "NAME:PASSWORD", or ""
     */
    private record Server(String host, int port, String login) {
        String authorization() {
            String pair = login.contains(":") ? login : login + ":";
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Returns the proxy selector.
     *
     * @param fixed the address that the user gave, if any; it applies to all hosts
     * @param variables the environment
     * @param address the first address to connect to
     * @throws IllegalArgumentException if the proxy for {@code address} cannot be used; the message names its variable
     */
    public static HubProxy of(Optional<String> fixed, Map<String, String> variables, URI address) {
        HubProxy proxy = new HubProxy(fixed.map(text -> new Setting("", text)), Map.copyOf(variables));
        proxy.server(address);
        return proxy;
    }

    /** Returns a proxy's address without its name and password, for the user to read. */
    public static String withoutLogin(String address) {
        return LOGIN.matcher(address).replaceFirst("$1...@");
    }

    @Override
    public List<Proxy> select(URI address) {
        return List.of(server(address)
                .map(server -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(server.host(), server.port())))
                .orElse(Proxy.NO_PROXY));
    }

    /** Returns the name of the proxy for {@code address}, "HOST:PORT". */
    Optional<String> name(URI address) {
        return server(address).map(server -> server.host() + ":" + server.port());
    }

    /** Returns the value of Proxy-Authorization for {@code address}, if the proxy's address has a name and a password. */
    Optional<String> authorization(URI address) {
        return server(address).filter(server -> !server.login().isEmpty()).map(Server::authorization);
    }

    private Optional<Server> server(URI address) {
        return fixed.or(() -> fromEnvironment(address)).map(Setting::server);
    }

    private Optional<Setting> fromEnvironment(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        boolean direct = variable("no_proxy").stream()
                .flatMap(list -> Arrays.stream(list.text().split(",")))
                .map(name -> name.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                .filter(name -> !name.isEmpty())
                .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
        return direct
                ? Optional.empty()
                : variable(address.getScheme() + "_proxy").or(() -> variable("all_proxy"));
    }

    private Optional<Setting> variable(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(each -> new Setting(each, variables.getOrDefault(each, "")))
                .filter(each -> !each.text().isEmpty())
                .findFirst();
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException reason) {
        // The request itself fails and reports the error.
    }
}
