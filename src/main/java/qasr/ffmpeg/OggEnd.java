package qasr.ffmpeg;

/**
 * Checks the end of an Ogg file: Ogg declares no length, but marks its last page.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3533#section-6">RFC 3533, page format</a>
 */
final class OggEnd {
    private static final int MARK = 4;
    private static final int HEADER = 27;
    private static final int FLAGS = 5;
    private static final int LAST_PAGE = 4;
    private static final int SEGMENTS = 26;

    private OggEnd() {}

    /** Returns whether the last page in {@code tail} is complete and has the end mark. */
    static boolean isWhole(byte[] tail) {
        for (int at = tail.length - MARK; at >= 0; at--) {
            if (tail[at] == 'O' && tail[at + 1] == 'g' && tail[at + 2] == 'g' && tail[at + 3] == 'S') {
                return at + HEADER <= tail.length
                        && (tail[at + FLAGS] & LAST_PAGE) != 0
                        && end(tail, at) <= tail.length;
            }
        }
        return false;
    }

    /** Returns the index behind the page at {@code at}, as far as its list of segments is there. */
    static int end(byte[] tail, int at) {
        int segments = Byte.toUnsignedInt(tail[at + SEGMENTS]);
        int end = at + HEADER + segments;
        for (int i = 0; i < segments && at + HEADER + i < tail.length; i++) {
            end += Byte.toUnsignedInt(tail[at + HEADER + i]);
        }
        return end;
    }
}
