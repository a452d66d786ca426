package qasr.batch;

import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Parses a list of file names: one name a line, or, if the list has a NUL, each name ended by NUL (find -print0). Names may
 * have any bytes, see {@link FileName}.
 */
public final class FileList {
    private static final Pattern NUL = Pattern.compile("\0");
    private static final Pattern LINE_END = Pattern.compile("\r?\n");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private FileList() {}

    /**
     * Returns the names in {@code bytes}, without empty ones.
     *
     * @throws CharacterCodingException if it is UTF-16, as some editors call "Unicode"
     */
    public static List<String> parse(byte[] bytes) throws CharacterCodingException {
        if (isUtf16(bytes)) {
            throw new CharacterCodingException();
        }
        String text = FileName.decode(bytes);
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        Pattern separator = text.indexOf('\0') >= 0 ? NUL : LINE_END;
        return Stream.of(separator.split(text)).filter(name -> !name.isEmpty()).toList();
    }

    private static boolean isUtf16(byte[] bytes) {
        return bytes.length > 1 && ((bytes[0] == -1 && bytes[1] == -2) || (bytes[0] == -2 && bytes[1] == -1));
    }
}
