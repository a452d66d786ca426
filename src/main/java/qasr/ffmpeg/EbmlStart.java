package qasr.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Recognises the header of a Matroska or WebM recording by the elements in it. FFmpeg does not go on at a second header: it
 * keeps the tracks and codec settings of the first one, and loses what follows the second recording.
 *
 * <p>Writers choose the width of the sizes, the order of the elements, and which of them to leave out, so each element is
 * read. Sound has such bytes by chance in one of 2^80 places or less: the mark, an element's name, and the document type.
 * A recording with several segments, padding or attachments has only one such header, at its start.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8794#section-11.2">RFC 8794, EBML header</a>
 */
final class EbmlStart {
    /** The name of the header, and at least as many more bytes as the shortest header has. */
    static final String PATTERN = "\32E\337\243????????";

    private static final int NAME = 4;
    private static final int LONGEST_SIZE = 8;
    /** The first byte of the two-byte names of the header's own elements. */
    private static final int OWN = 0x42;

    private static final int DOCUMENT_TYPE = 0x4282;
    /** Versions, longest name and size, the document type and its versions; a checksum; padding. */
    private static final Set<Integer> ELEMENTS =
            Set.of(0x4286, 0x42F7, 0x42F2, 0x42F3, DOCUMENT_TYPE, 0x4287, 0x4285, 0xBF, 0xEC);

    private EbmlStart() {}

    /** Tells whether the header whose name is at {@code at} is that of a Matroska or WebM recording. */
    static boolean isSound(byte[] bytes, int at) {
        int end = Math.min(bytes.length, at + RecordingStart.BYTES);
        ByteBuffer header = ByteBuffer.wrap(bytes, at + NAME, end - at - NAME);
        boolean more = size(header) > 0;
        while (more && header.remaining() > 2) {
            int element = Byte.toUnsignedInt(header.get());
            if (element == OWN) {
                element = OWN << 8 | Byte.toUnsignedInt(header.get());
            }
            long size = size(header);
            if (!ELEMENTS.contains(element) || size < 0 || size > header.remaining()) {
                return false;
            }
            byte[] content = new byte[(int) size];
            header.get(content);
            if (element == DOCUMENT_TYPE) {
                String type = new String(content, StandardCharsets.ISO_8859_1);
                return type.startsWith("matroska") || type.startsWith("webm");
            }
        }
        return false;
    }

    /** Reads a size of 1 to 8 bytes, as many as its first byte has leading zeros and one; -1 if it is not there whole. */
    private static long size(ByteBuffer header) {
        int first = header.hasRemaining() ? Byte.toUnsignedInt(header.get()) : 0;
        int width = Integer.numberOfLeadingZeros(first) - (Integer.SIZE - Byte.SIZE) + 1;
        if (width > LONGEST_SIZE || width - 1 > header.remaining()) {
            return -1;
        }
        long size = first & 0xFF >> width;
        for (int i = 1; i < width; i++) {
            size = size << Byte.SIZE | Byte.toUnsignedInt(header.get());
        }
        return size;
    }
}
