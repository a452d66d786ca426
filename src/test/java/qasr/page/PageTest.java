package qasr.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.testing.Property;

final class PageTest {
    private static final String DATA_START = "<script type=\"application/json\" id=\"data\">";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "<!-- <script>",
                "]]> --!> </SCRIPT\t>",
                "a\u2028b\u2029c\uFEFFd",
                "\uD800 alone \uDC00 \uD83D\uDE00",
                "{{style}} {{data}} $1 \\ \"",
                "&lt;/script&gt;"
            })
    void hostileTextStaysText(String text) {
        String json = "{\"text\":" + new JsonPrimitive(text) + "}";
        String page = Page.of(text, json);
        String data = data(page);
        assertEquals(
                text, JsonParser.parseString(data).getAsJsonObject().get("text").getAsString());
        assertTrue(data.chars().noneMatch(c -> "<>&\u2028\u2029".indexOf(c) >= 0), data);
        assertEquals(page, new String(page.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        assertEquals(2, count(page, "<script"), "the data and our own script");
        assertEquals(2, count(page, "</script"));
        assertEquals(1, count(page, "<style"));
    }

    @Test
    void anyStringComesBackFromThePage() {
        String alphabet = "<>/!-&'\"\\scriptSCRIPT\u2028\uD83D\uDE00\uFFFE\u0000\n{}$";
        Property.forAll(200, random -> {
            StringBuilder text = new StringBuilder();
            random.ints(40, 0, alphabet.length()).forEach(i -> text.append(alphabet.charAt(i)));
            String data = data(Page.of(text.toString(), new JsonPrimitive(text.toString()).toString()));
            assertEquals(text.toString(), JsonParser.parseString(data).getAsString());
        });
    }

    @Test
    void thePolicyPermitsThisScriptAndThisStyleOnly() throws Exception {
        String page = Page.of("a", "{}");
        Matcher policy = Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")
                .matcher(page);
        assertTrue(policy.find());
        assertEquals(
                List.of(
                        "default-src 'none'",
                        "script-src " + sum(between(page, "<script>", "</script>")),
                        "style-src " + sum(between(page, "<style>", "</style>")),
                        "media-src 'self' file: blob:",
                        "base-uri 'none'",
                        "form-action 'none'"),
                List.of(policy.group(1).split("; ", -1)));
        assertTrue(policy.start() < page.indexOf("<style"), "it holds for what follows it");
    }

    @Test
    void nothingRefersToANetwork() {
        String page = Page.of("a", "{}");
        assertFalse(Pattern.compile(
                        "https?:|//[a-z]|\\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|import)\\s*\\(|@import|url\\(")
                .matcher(page.replaceAll("(?m)^\\s*//.*$", ""))
                .find());
        assertFalse(Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function")
                .matcher(page)
                .find());
    }

    private static String sum(String content) throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
    }

    private static String data(String page) {
        return between(page, DATA_START, "</script>");
    }

    private static String between(String page, String start, String end) {
        int from = page.indexOf(start) + start.length();
        return page.substring(from, page.indexOf(end, from));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
