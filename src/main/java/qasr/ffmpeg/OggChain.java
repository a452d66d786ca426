package qasr.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds in the pages of an Ogg chain the recordings on which FFmpeg cannot go on by itself: one with another codec or other
 * channels ({@link OggStart}), and one behind a recording without sound, because its recorder was killed. There FFmpeg
 * still waits for the rest of the headers and takes all that follows for a second track.
 *
 * <p>All tracks of one recording begin one directly after another, before their other headers and the sound.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3533#section-4">RFC 3533, grouping and chaining</a>
 */
final class OggChain {
    /** The first bytes of any page. */
    static final String PAGE = "OggS\0?????????";

    private static final int FLAGS = 5;
    private static final int BEGINS = 2;
    private static final int GRANULE = 6;

    /** In Ogg the tracks of one recording all begin before the sound does. */
    private static final int OTHER_STARTS = 1024;

    private final OggStart first;
    private final long firstEnd;
    /** The offset of the last page that was looked at. */
    private long last;
    /** The offset at which a further track of the same recording begins, if it has more. */
    private long nextTrack;

    private boolean heard;

    /** Begins with the page in {@code start} that begins a track of sound. */
    OggChain(OggStart first, byte[] start) {
        this.first = first;
        firstEnd = OggEnd.end(start, 0);
        nextTrack = firstEnd;
    }

    /** Notes that the next pages are those from {@code offset} on. */
    void moveTo(long offset) {
        last = Math.max(0, offset - 1);
        heard = offset > 0; // what stands before is unknown
        nextTrack = firstEnd;
    }

    /** Tells whether the page at {@code at} of {@code bytes}, and at {@code offset} of the recording, begins another one. */
    boolean isStart(byte[] bytes, int at, long offset) {
        Optional<OggStart> next = OggStart.at(bytes, at);
        boolean other = offset >= OTHER_STARTS && next.isPresent() && next.get().isOther(first);
        // The last bytes are looked at again with those behind them.
        if (offset <= last || at + RecordingStart.BYTES > bytes.length) {
            return other;
        }
        last = offset;
        boolean begins = (bytes[at + FLAGS] & BEGINS) != 0;
        boolean afterHeaders = begins && !heard && offset != nextTrack;
        if (begins) {
            nextTrack = offset + OggEnd.end(bytes, at) - at;
        }
        heard = !begins && (heard || hasSound(bytes, at));
        return other || (next.isPresent() && afterHeaders);
    }

    /** Tells whether a packet of sound ends in the page: in those of headers the time is 0. */
    private static boolean hasSound(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(at + GRANULE) > 0 && !isCut(bytes, at);
    }

    /** Tells whether the next page begins in the header of the page at {@code at}: a recorder was killed there. */
    private static boolean isCut(byte[] bytes, int at) {
        String header = new String(bytes, at + 1, OggStart.HEADER, StandardCharsets.ISO_8859_1);
        return header.contains("OggS");
    }
}
