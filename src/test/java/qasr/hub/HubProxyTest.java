package qasr.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which proxy an address and the environment mean. */
final class HubProxyTest {
    @Test
    void theProxyIsTheOneThatCurlWouldTake() {
        Map<String, String> variables = Map.of(
                "https_proxy",
                "http://proxy.example:3128",
                "NO_PROXY",
                "localhost, .internal.example",
                "ALL_PROXY",
                "p:1");
        assertEquals("proxy.example:3128", proxy(Optional.empty(), variables, "https://huggingface.co/a"));
        assertEquals("p:1", proxy(Optional.empty(), variables, "http://huggingface.co/a"));
        assertEquals("none", proxy(Optional.empty(), variables, "https://hub.internal.example/"));
        assertEquals("other:8080", proxy(Optional.of("other"), variables, "https://localhost/"));
        URI address = URI.create("https://huggingface.co/");
        assertThrows(
                IllegalArgumentException.class, () -> HubProxy.of(Optional.of("socks5://x:1"), variables, address));
    }

    private static String proxy(Optional<String> fixed, Map<String, String> variables, String address) {
        URI uri = URI.create(address);
        Proxy proxy = HubProxy.of(fixed, variables, uri).select(uri).get(0);
        return proxy.type() == Proxy.Type.DIRECT
                ? "none"
                : ((InetSocketAddress) proxy.address()).getHostString() + ":"
                        + ((InetSocketAddress) proxy.address()).getPort();
    }

    @Test
    void aProxyThatJavaCannotUseIsNamedWithItsVariableAndWithoutItsPassword() {
        for (String text : List.of("socks5://u:se/c@ret@127.0.0.1:1", "https://u:\nse\ncret@127.0.0.1:1")) {
            URI address = URI.create("https://huggingface.co/");
            String shown = text.replaceFirst("//[^@]*@(ret@)?", "//...@");
            assertEquals(
                    "ALL_PROXY: '" + shown + "' is not the address of an HTTP proxy, http://HOST:PORT; correct or unset"
                            + " this variable",
                    refusal(Optional.empty(), Map.of("ALL_PROXY", text), address));
            assertEquals(
                    "'" + shown + "' is not the address of an HTTP proxy, http://HOST:PORT",
                    refusal(Optional.of(text), Map.of("HTTPS_PROXY", "http://127.0.0.1:1"), address));
            // Programs that set all variables are common; one that is not used does no harm.
            assertEquals(
                    "127.0.0.1:1",
                    proxy(
                            Optional.empty(),
                            Map.of("ALL_PROXY", text, "https_proxy", "http://127.0.0.1:1"),
                            "https://huggingface.co/"));
            assertEquals(
                    "none",
                    proxy(
                            Optional.empty(),
                            Map.of("ALL_PROXY", text, "NO_PROXY", "huggingface.co"),
                            "https://huggingface.co/"));
        }
        for (String text : List.of("http://", "http://:1", "127.0.0.1:99999", "http://a:b", "http://[::1", "a b")) {
            assertTrue(
                    refusal(Optional.of(text), Map.of(), URI.create("https://x/"))
                            .startsWith("'" + text),
                    text);
        }
    }

    private static String refusal(Optional<String> fixed, Map<String, String> variables, URI address) {
        return assertThrows(IllegalArgumentException.class, () -> HubProxy.of(fixed, variables, address))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "http://u:p@x, x:8080, u:p",
        "u:p@x:3128/, x:3128, u:p",
        "HTTP://u@[::1]:3128, [::1]:3128, u:",
        "http://u:p@ss/w%rd+%2B@x, x:8080, u:p@ss/w%rd++",
        "http://%C3%A4:%25@x, x:8080, ä:%",
        "x.y:1, x.y:1, ",
        "http://@x:1, x:1, "
    })
    void theNameAndThePasswordOfAProxyAreReadAsCurlReadsThem(String text, String name, String login) {
        URI address = URI.create("https://huggingface.co/");
        HubProxy proxy = HubProxy.of(Optional.of(text), Map.of(), address);
        assertEquals(Optional.of(name), proxy.name(address));
        assertEquals(Optional.ofNullable(login).map(HubProxyTest::basic), proxy.authorization(address));
    }

    /** Returns the value of the header that gives a proxy {@code login}, "NAME:PASSWORD". */
    static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
