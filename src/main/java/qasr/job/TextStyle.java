package qasr.job;

import java.util.List;

/**
 * How text is encoded in files: byte order mark and line ends. The encoding is always UTF-8.
 *
 * @param byteOrderMark whether U+FEFF comes first, which old Windows programs need to take it for UTF-8
 * @param carriageReturns whether lines end in CR LF
 */
public record TextStyle(boolean byteOrderMark, boolean carriageReturns) {
    static final TextStyle PLAIN = new TextStyle(false, false);

    private static final String MARK = "\uFEFF";

    /** Returns a whole text in this style. */
    public String whole(String text) {
        return (byteOrderMark ? MARK : "") + piece(text);
    }

    /** Returns a piece of a text other than its beginning in this style. */
    String piece(String text) {
        return carriageReturns ? text.replace("\n", "\r\n") : text;
    }

    /** Returns the options that ask for it, for a fingerprint. */
    List<String> options() {
        return List.of(String.valueOf(byteOrderMark), String.valueOf(carriageReturns));
    }
}
