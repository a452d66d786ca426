package qasr.batch;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A list of file names: one a line, or, as soon as there is a NUL in it, each ended by one (find -print0). */
public final class FileList {
    private static final Pattern NUL = Pattern.compile("\0");
    private static final Pattern LINE_END = Pattern.compile("\r?\n");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private FileList() {}

    /**
     * Returns the names in {@code bytes}, without empty ones.
     *
     * @throws CharacterCodingException if it is not UTF-8
     */
    public static List<String> parse(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        Pattern separator = text.indexOf('\0') >= 0 ? NUL : LINE_END;
        return Stream.of(separator.split(text)).filter(name -> !name.isEmpty()).toList();
    }
}
