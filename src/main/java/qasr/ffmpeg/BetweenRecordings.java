package qasr.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/** Distinguishes headers and tags between concatenated recordings from packets of sound. */
final class BetweenRecordings {
    /** The first bytes of tags (ID3v2, ID3v1, APEv2, Lyrics3) and of stream headers. */
    private static final List<String> MARKS = List.of(
            "ID3",
            "TAG",
            "APETAGEX",
            "LYRICSBEGIN",
            "Speex   ",
            "OpusHead",
            "OpusTags",
            "\u007fFLAC",
            "fLaC",
            "\u0001vorbis",
            "\u0003vorbis",
            "\u0005vorbis",
            "#!AMR");

    private static final int LONGEST_MARK = 16;
    private static final int TAG_HEADER = 32;

    private BetweenRecordings() {}

    /**
     * Returns whether {@code packet} begins like a header or a tag.
     *
     * @param afterHeader whether the packet before was one: Speex's comments follow its header without a mark
     */
    static boolean isHeaderOrTag(AVPacket packet, boolean afterHeader) {
        byte[] start = new byte[Math.min(LONGEST_MARK, packet.size())];
        packet.data().get(start);
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return MARKS.stream().anyMatch(text::startsWith) || (afterHeader && isComment(start));
    }

    /** Removes tags from the start of {@code packet}, where the parser leaves them before the next frame of sound. */
    static void cutTags(AVPacket packet) {
        int from = 0;
        for (int length; (length = tagLength(packet, from)) > 0; ) {
            from += length;
        }
        if (from > 0 && from < packet.size()) {
            packet.data(new BytePointer(packet.data()).position(from));
            packet.size(packet.size() - from);
        }
    }

    private static int tagLength(AVPacket packet, int from) {
        byte[] tag = new byte[Math.min(TAG_HEADER, Math.max(0, packet.size() - from))];
        if (tag.length < TAG_HEADER) {
            return 0;
        }
        new BytePointer(packet.data()).position(from).get(tag);
        String text = new String(tag, StandardCharsets.ISO_8859_1);
        if (text.startsWith("ID3")) {
            boolean footer = (tag[5] & 0x10) != 0;
            return 10 + (tag[6] << 21 | tag[7] << 14 | tag[8] << 7 | tag[9]) + (footer ? 10 : 0);
        }
        if (text.startsWith("TAG")) {
            return 128;
        }
        if (text.startsWith("APETAGEX")) {
            ByteBuffer header = ByteBuffer.wrap(tag).order(ByteOrder.LITTLE_ENDIAN);
            boolean first = (header.getInt(20) & 1 << 29) != 0;
            return TAG_HEADER + (first ? Math.max(0, header.getInt(12)) : 0);
        }
        return 0;
    }

    /** Tells whether this begins like comments of Vorbis without a mark: with the length of a name, and the name. */
    private static boolean isComment(byte[] start) {
        if (start.length < 8 || start[1] != 0 || start[2] != 0 || start[3] != 0) {
            return false;
        }
        for (int i = 4; i < Math.min(start.length, 4 + start[0]); i++) {
            if (start[i] < ' ' || start[i] > '~') {
                return false;
            }
        }
        return true;
    }
}
