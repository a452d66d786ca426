package qasr.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A self-contained HTML page that shows a transcript. */
public final class Page {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)\\}\\}");

    /** A surrogate of a pair is part of a code point of another category. */
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    /** The parts of the one script, in order: they share a scope. */
    private static final List<String> SCRIPTS =
            List.of("text.js", "player.js", "waveform.js", "search.js", "corrections.js", "keys.js");

    private Page() {}

    /**
     * Returns the text of the page.
     *
     * @param title the name of the recording, as plain text
     * @param json the transcript as {@code qasr.output.PageJson} writes it
     */
    public static String of(String title, String json) {
        String style = resource("page.css");
        String script = SCRIPTS.stream()
                .map(Page::resource)
                .collect(Collectors.joining("\n", "\"use strict\";\n(() => {\n", "})();\n"));
        Map<String, String> parts = Map.of(
                "policy", policy(style, script),
                "title", escaped(title),
                "style", style,
                "script", script,
                "data", ScriptText.of(json));
        // In one pass, so that a placeholder in a transcript stays text.
        return PLACEHOLDER
                .matcher(resource("page.html"))
                .replaceAll(found -> Matcher.quoteReplacement(parts.get(found.group(1))));
    }

    /**
     * Returns the content security policy. Only the recording may be loaded: a file below the page's own address, or one
     * that the user chose, which is a blob.
     */
    private static String policy(String style, String script) {
        return "default-src 'none'; script-src " + sum(script) + "; style-src " + sum(style)
                + "; media-src 'self' file: blob:; base-uri 'none'; form-action 'none'";
    }

    /** Returns the sum of an inline element as a source of a content security policy. */
    private static String sum(String content) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is in every JDK", e);
        }
    }

    /** Returns the text as HTML. A lone surrogate becomes U+FFFD, because UTF-8 cannot hold it. */
    private static String escaped(String text) {
        return LONE_SURROGATE
                .matcher(text)
                .replaceAll("\uFFFD")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Returns a part of the page with the line ends that browsers count in sums. */
    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own " + name, e);
        }
    }
}
