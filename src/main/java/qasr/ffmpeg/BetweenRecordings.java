package qasr.ffmpeg;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Tells headers and tags, which stand between recordings that were simply joined, from packets of sound. */
final class BetweenRecordings {
    /** How tags (ID3v2, ID3v1, APEv2, Lyrics3) and headers of streams begin. */
    private static final List<String> MARKS = List.of(
            "ID3", "TAG", "APETAGEX", "LYRICSBEGIN", "Speex   ", "OpusHead", "OpusTags", "\u007fFLAC", "fLaC",
            "\u0001vorbis", "\u0003vorbis", "\u0005vorbis", "#!AMR");

    private static final int LONGEST_MARK = 16;

    private BetweenRecordings() {}

    /**
     * Tells whether {@code packet} begins like a header or a tag.
     *
     * @param afterHeader whether the packet before was one: Speex's comments follow its header without a mark
     */
    static boolean isHeaderOrTag(AVPacket packet, boolean afterHeader) {
        byte[] start = new byte[Math.min(LONGEST_MARK, packet.size())];
        packet.data().get(start);
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return MARKS.stream().anyMatch(text::startsWith) || afterHeader && isComment(start);
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
