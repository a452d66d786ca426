package qasr.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads text files that a person or another program has written. They are in UTF-8, or in UTF-16 if they begin with its byte
 * order mark: Notepad calls that "Unicode", and {@code >} in Windows PowerShell 5 writes it. The mark is no part of the text.
 */
public final class UserText {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final byte FE = (byte) 0xFE;
    private static final byte FF = (byte) 0xFF;

    private UserText() {}

    /**
     * Returns the text of {@code file}.
     *
     * @throws CharacterCodingException if it is not in these encodings; {@link Failure#reason} has the words for it
     */
    public static String read(Path file) throws IOException {
        return decode(Files.readAllBytes(file));
    }

    /**
     * Returns the text in {@code bytes}.
     *
     * @throws CharacterCodingException if they are not in these encodings
     */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        Charset charset = isUtf16(bytes) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** Returns whether {@code bytes} begin with a byte order mark of UTF-16. */
    public static boolean isUtf16(byte[] bytes) {
        return bytes.length > 1 && ((bytes[0] == FF && bytes[1] == FE) || (bytes[0] == FE && bytes[1] == FF));
    }
}
