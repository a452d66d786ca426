package qasr.ffmpeg;

import java.util.HexFormat;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.SizeTPointer;
import qasr.audio.AudioException;

/**
 * Distinguishes encrypted sound from damaged sound. qasr has no keys, and with some codecs encrypted sound would decode
 * to noise at full volume.
 *
 * @see <a href="https://www.w3.org/TR/eme-stream-mp4/">Common encryption in MP4</a>; FFmpeg's mov.c marks such packets
 */
final class Encryption {
    /** The codec tags in MP4 of common encryption, FairPlay and Audible. */
    private static final Set<String> CODEC_TAGS = Set.of("enca", "drms", "aavd");

    /** The metadata key of FFmpeg's Matroska demuxer for a track with ContentEncryption. */
    private static final String MATROSKA_KEY = "enc_key_id";

    /** ASF's objects of content encryption, and of the extended one; as their bytes are in a file. */
    private static final byte[][] ASF_OBJECTS = {
        HexFormat.of().parseHex("fbb3112223bdd211b4b700a0c955fc6e"),
        HexFormat.of().parseHex("14e68a292226174cb935dae07ee9289c")
    };

    private static final int[] TS_PACKETS = {188, 192};
    private static final int TS_SYNC = 0x47;
    private static final int TS_SCRAMBLED = 0xC0;
    private static final int TS_ENOUGH = 20;

    private Encryption() {}

    /** Returns the error for an encrypted recording. */
    static AudioException error() {
        return new AudioException("is encrypted: qasr has no key; decrypt it first, or record what is played");
    }

    /** Tells whether all packets of a track are encrypted, as far as its header says. */
    static boolean isOf(AVStream stream) {
        AVDictionary metadata = stream.metadata();
        return CODEC_TAGS.contains(tag(stream.codecpar().codec_tag()))
                || (metadata != null && avutil.av_dict_get(metadata, MATROSKA_KEY, null, 0) != null);
    }

    private static String tag(int tag) {
        StringBuilder four = new StringBuilder();
        for (int i = 0; i < Integer.BYTES; i++) {
            four.append((char) ((tag >>> (8 * i)) & 0xFF));
        }
        return four.toString();
    }

    /** Tells whether a packet is encrypted. */
    static boolean isOf(AVPacket packet) {
        try (SizeTPointer size = new SizeTPointer(1)) {
            return avcodec.av_packet_get_side_data(packet, avcodec.AV_PKT_DATA_ENCRYPTION_INFO, size) != null;
        }
    }

    /** Tells whether the header of an ASF file, or most of a transport stream, says that it is encrypted. */
    static boolean isOf(String format, byte[] head) {
        return switch (format) {
            case "asf", "asf_o" -> contains(head, ASF_OBJECTS[0]) || contains(head, ASF_OBJECTS[1]);
            case "mpegts" -> isScrambled(head);
            default -> false;
        };
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        for (int at = 0; at + part.length <= bytes.length; at++) {
            if (java.util.Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isScrambled(byte[] head) {
        for (int length : TS_PACKETS) {
            int first = length - TS_PACKETS[0];
            int packets = 0;
            int scrambled = 0;
            for (int at = first; at + 3 < head.length && head[at] == TS_SYNC; at += length) {
                packets++;
                scrambled += (head[at + 3] & TS_SCRAMBLED) == 0 ? 0 : 1;
            }
            if (packets >= TS_ENOUGH) {
                return 2 * scrambled > packets;
            }
        }
        return false;
    }
}
