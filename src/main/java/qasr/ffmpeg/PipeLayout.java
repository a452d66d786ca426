package qasr.ffmpeg;

import java.io.IOException;

/**
 * Determines from a pipe's first bytes whether it can be decoded while it is read.
 *
 * <p>Two of the containers that matter may carry the index without which no sample can be found behind the sound:
 * MOV/MP4/M4A (box {@code moov} after {@code mdat}) and CAF with packets of varying size (chunk {@code pakt} after
 * {@code data}). Both are lists of (size, name) headers, so walking the headers up to the first of the two answers it.
 *
 * @see <a href="https://developer.apple.com/documentation/quicktime-file-format">QuickTime file format: atoms</a>
 * @see <a href="https://developer.apple.com/library/archive/documentation/MusicAudio/Reference/CAFSpec/">CAF 1.0</a>
 */
final class PipeLayout {
    private static final int CAF_HEADER = 8;
    private static final int CAF_CHUNK_HEADER = 12;
    /** Offset of mBytesPerPacket in the "desc" chunk: after the sample rate (8), format id (4) and flags (4). */
    private static final int CAF_BYTES_PER_PACKET = 16;

    private PipeLayout() {}

    /** Tells whether the index comes after the sound, so that all bytes must be at hand to decode the first second. */
    static boolean indexAtEnd(ByteBlocks bytes) throws IOException {
        if (bytes.unsignedInt(0) == name("caff")) {
            return cafIndexAtEnd(bytes);
        }
        return isBox(bytes.unsignedInt(Integer.BYTES)) && movIndexAtEnd(bytes);
    }

    private static boolean isBox(long name) {
        return name == name("ftyp")
                || name == name("mdat")
                || name == name("moov")
                || name == name("wide")
                || name == name("free")
                || name == name("skip")
                || name == name("pnot");
    }

    private static boolean movIndexAtEnd(ByteBlocks bytes) throws IOException {
        long position = 0;
        while (true) {
            long size = bytes.unsignedInt(position);
            long name = bytes.unsignedInt(position + 4);
            if (name < 0 || name == name("moov") || name == name("moof")) {
                return false;
            }
            if (name == name("mdat")) {
                return true;
            }
            if (size == 1) {
                size = (bytes.unsignedInt(position + 8) << 32) + bytes.unsignedInt(position + 12);
            }
            if (size < 8) {
                return false;
            }
            position += size;
        }
    }

    private static boolean cafIndexAtEnd(ByteBlocks bytes) throws IOException {
        long position = CAF_HEADER;
        boolean constantPackets = false;
        while (true) {
            long name = bytes.unsignedInt(position);
            long high = bytes.unsignedInt(position + 4);
            long size = (high << 32) + bytes.unsignedInt(position + 8);
            if (name < 0 || name == name("pakt")) {
                return false;
            }
            if (name == name("data")) {
                // A size of -1 means that the sound is the last chunk.
                return !constantPackets && high != 0xffff_ffffL;
            }
            if (size < 0) {
                return false;
            }
            position += CAF_CHUNK_HEADER;
            if (name == name("desc")) {
                constantPackets = bytes.unsignedInt(position + CAF_BYTES_PER_PACKET) > 0
                        && bytes.unsignedInt(position + CAF_BYTES_PER_PACKET + 4) > 0;
            }
            position += size;
        }
    }

    private static long name(String four) {
        return ((long) four.charAt(0) << 24) | (four.charAt(1) << 16) | (four.charAt(2) << 8) | four.charAt(3);
    }
}
