package qasr.ffmpeg;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first page of a track of sound in Ogg. In a chain FFmpeg goes on by itself from one recording to the next of the same
 * codec, but Opus with other channels and FLAC with another rate are lost (oggdec.c, ogg_replace_stream).
 *
 * @param codec how its header begins
 * @param fixed what of its header must not change
 */
record OggStart(String codec, String fixed) {
    /** A page that begins a track, at time 0. */
    static final String MARK = "OggS\0\2\0\0\0\0\0\0\0\0";

    private static final int SEGMENTS = 26;
    /** The length of a header with one segment. */
    static final int HEADER = 28;

    /** Bytes of the track's header that must not change, by what it begins with: from and to. */
    private static final Map<String, List<Integer>> FIXED = Map.of(
            "OpusHead",
            List.of(9, 10),
            "\177FLAC",
            List.of(27, 30), // the rate, in 20 bits
            "\1vorbis",
            List.of(0, 0),
            "Speex   ",
            List.of(0, 0));

    /** Reads the page that begins at {@code at}; empty if none of a sound track does, or it is not there whole. */
    static Optional<OggStart> at(byte[] bytes, int at) {
        String page =
                new String(bytes, at, Math.min(RecordingStart.BYTES, bytes.length - at), StandardCharsets.ISO_8859_1);
        if (!page.startsWith(MARK) || page.length() < HEADER || page.charAt(SEGMENTS) != 1) {
            return Optional.empty();
        }
        String header = page.substring(HEADER);
        return FIXED.entrySet().stream()
                .filter(codec -> header.startsWith(codec.getKey())
                        && header.length() >= codec.getValue().get(1))
                .map(codec -> new OggStart(codec.getKey(), fixed(header, codec.getValue())))
                .findFirst();
    }

    private static String fixed(String header, List<Integer> range) {
        StringBuilder fixed = new StringBuilder(header.substring(range.get(0), range.get(1)));
        if (fixed.length() > 1) {
            fixed.setCharAt(fixed.length() - 1, (char) (fixed.charAt(fixed.length() - 1) & 0xF0));
        }
        return fixed.toString();
    }

    /** Returns whether the decoder of {@code first} cannot decode this track. */
    boolean isOther(OggStart first) {
        return !equals(first);
    }
}
