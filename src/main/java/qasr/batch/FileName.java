package qasr.batch;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File names of any bytes as text. Linux names are bytes; Java's strings hold those of them that are UTF-8. Here a byte
 * 0xNN that belongs to no UTF-8 character becomes the lone surrogate U+DCNN, so that each name has one text and each
 * text one name.
 *
 * @see <a href="https://peps.python.org/pep-0383/">PEP 383, which defines the same mapping</a>
 */
public final class FileName {
    private static final char ESCAPE = '\uDC00';
    private static final Path ROOT = Path.of("/");
    /** The character that replaces bytes that the JVM cannot decode. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final Pattern SHOWN_BYTE = Pattern.compile("\\\\x([89a-f][0-9a-f])");

    private FileName() {}

    /** Returns {@code bytes} as text. */
    public static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length); // UTF-8 has no fewer bytes than UTF-16 has characters
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPE + Byte.toUnsignedInt(in.get())));
            }
            decoder.reset();
        }
    }

    /** Tells whether {@code text} stands for bytes that are not UTF-8. */
    public static boolean hasBytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isByte(text, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isByte(String text, int at) {
        char c = text.charAt(at);
        if (c < ESCAPE) {
            return false; // nearly always
        }
        return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xFF && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    /**
     * Returns the path that {@code text} stands for.
     *
     * @throws java.nio.file.InvalidPathException if it holds what no name can hold
     */
    public static Path path(String text) {
        if (!hasBytes(text)) {
            return Path.of(text);
        }
        // A URI is the only public way to a path of given bytes, and it is always absolute.
        StringBuilder uri = new StringBuilder("file:///");
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isByte(text, i)) {
                escape(uri, new byte[] {(byte) c});
            } else {
                escape(uri, Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
            i += Character.charCount(c);
        }
        Path absolute = Path.of(URI.create(uri.toString()));
        // Not relativize, which resolves "..".
        return text.startsWith("/") ? absolute : absolute.subpath(0, absolute.getNameCount());
    }

    private static void escape(StringBuilder uri, byte[] bytes) {
        for (byte b : bytes) {
            uri.append(b == '/' ? "/" : "%" + HexFormat.of().toHexDigits(b));
        }
    }

    /** Returns {@code path} as text. */
    public static String of(Path path) {
        String text = path.toString();
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        // Whether the name has that character or bytes that are none, only the URI tells. It ends in a slash where the
        // path is a directory.
        String raw = ROOT.resolve(path).toUri().getRawPath();
        String whole =
                decode(unescaped(raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw));
        return path.isAbsolute() ? whole : whole.substring(1);
    }

    /** Returns a relative path as text with slashes. A backslash is part of a name where it does not separate names. */
    public static String withSlashes(Path path) {
        return path.getFileSystem().getSeparator().equals("\\") ? of(path).replace('\\', '/') : of(path);
    }

    private static byte[] unescaped(String raw) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.put((byte) HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else {
                bytes.put((byte) raw.charAt(i));
            }
        }
        byte[] exact = new byte[bytes.flip().remaining()];
        bytes.get(exact);
        return exact;
    }

    /** Returns {@code text} as it can be shown and written: a byte that is no character as {@code \xNN}. */
    public static String shown(String text) {
        if (!hasBytes(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (isByte(text, i)) {
                shown.append("\\x").append(HexFormat.of().toHexDigits((byte) text.charAt(i)));
            } else {
                shown.append(text.charAt(i));
            }
        }
        return shown.toString();
    }

    /** Returns the text from which {@link #shown} made {@code shown}. A backslash of the name itself is ambiguous. */
    public static String unshown(String shown) {
        Matcher bytes = SHOWN_BYTE.matcher(shown);
        return bytes.replaceAll(found -> Character.toString((char) (ESCAPE + HexFormat.fromHexDigits(found.group(1)))));
    }
}
