package qasr.ffmpeg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

    /** How much of a movie's index is searched for what its tracks are encoded with. */
    private static final int LARGEST_INDEX = 1 << 24;

    private static final int MAX_BOXES = 1000;
    private static final int BOX_HEADER = 8;
    private static final int LONG_BOX_HEADER = 16;
    private static final String INDEX = "moov";
    private static final String ENTRIES = "stsd";
    private static final int[] TS_PACKETS = {188, 192};
    private static final int TS_SYNC = 0x47;
    private static final int TS_SCRAMBLED = 0xC0;
    private static final int TS_ENOUGH = 20;

    private Encryption() {}

    /** Returns the error for an encrypted recording. */
    static AudioException error() {
        return new AudioException("is encrypted: qasr has no key; decrypt it first, or record what is played");
    }

    /** Returns whether all packets of a track are encrypted according to its header. */
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

    /** Returns whether the header of an ASF file, or most of a transport stream, is marked as encrypted. */
    static boolean isOf(String format, byte[] head) {
        return switch (format) {
            case "asf", "asf_o" -> contains(head, ASF_OBJECTS[0]) || contains(head, ASF_OBJECTS[1]);
            case "mpegts" -> isScrambled(head);
            default -> false;
        };
    }

    /**
     * Tells whether each of the {@code tracks} sound tracks of a movie says that all of it is encrypted. FFmpeg does
     * not pass on the marks of every writer's packets, and such packets would be decoded into noise.
     *
     * @param head the first bytes of {@code source}, which may be a pipe
     */
    static boolean isOfMovie(ByteSource source, byte[] head, int tracks) throws IOException {
        byte[] index = source.seekable() ? movieIndex(source) : head;
        int encrypted = 0;
        for (int at = 0; (at = next(index, ENTRIES, at)) >= 0; at += ENTRIES.length()) {
            if (at + ENTRIES.length() + Integer.BYTES > index.length) {
                break; // cut off
            }
            ByteBuffer entries = ByteBuffer.wrap(index).position(at + ENTRIES.length() + Integer.BYTES);
            boolean whole = entries.remaining() >= 3 * Integer.BYTES;
            // Of two entries, one is for what is not encrypted.
            boolean one = whole && entries.getInt() == 1 && entries.getInt() > 0;
            encrypted += one && CODEC_TAGS.contains(tag(Integer.reverseBytes(entries.getInt()))) ? 1 : 0;
        }
        return encrypted > 0 && encrypted >= tracks;
    }

    private static byte[] movieIndex(ByteSource source) throws IOException {
        long at = 0;
        for (int i = 0; i < MAX_BOXES; i++) {
            byte[] box = source.peek(at, LONG_BOX_HEADER);
            if (box.length < LONG_BOX_HEADER) {
                break;
            }
            ByteBuffer header = ByteBuffer.wrap(box);
            long size = Integer.toUnsignedLong(header.getInt(0));
            size = size == 1 ? header.getLong(BOX_HEADER) : size;
            if (new String(box, 4, 4, StandardCharsets.ISO_8859_1).equals(INDEX)) {
                return source.peek(at, (int) Math.min(size, LARGEST_INDEX));
            }
            if (size < BOX_HEADER || size > Long.MAX_VALUE - at) {
                break;
            }
            at += size;
        }
        return new byte[0];
    }

    /** Returns where {@code name} stands in {@code bytes} from {@code from} on, or -1. */
    private static int next(byte[] bytes, String name, int from) {
        for (int at = from; at + name.length() <= bytes.length; at++) {
            int i = 0;
            while (i < name.length() && bytes[at + i] == (byte) name.charAt(i)) {
                i++;
            }
            if (i == name.length()) {
                return at;
            }
        }
        return -1;
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
