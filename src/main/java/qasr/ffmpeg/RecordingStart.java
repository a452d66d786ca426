package qasr.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * The first bytes of recordings of one format, to find a second recording that was appended to the first ({@code cat a
 * b > c}).
 *
 * <p>Listed are the containers whose demuxers stop at the end of the first recording, or take the header of the second for
 * sound. The others (MP3, AAC, MPEG-TS, AVI, ...) go on by themselves, and Ogg does in most chains ({@link OggChain}). A start is at least six bytes that no sound has by chance, and the fields behind them must make sense.
 */
final class RecordingStart {
    /** So many bytes tell whether a recording begins with them. */
    static final int BYTES = 64;

    /** A pattern: '?' stands for any byte. */
    private record Kind(String pattern, Fields fields) {}

    /** A further condition on the bytes from {@code at} on, as many as the pattern has. */
    @FunctionalInterface
    private interface Fields {
        boolean areSound(byte[] bytes, int at);
    }

    private static final Fields ANY = (bytes, at) -> true;

    private static final List<Kind> KINDS = List.of(
            new Kind("RIFF????WAVE", ANY),
            new Kind("RIFX????WAVE", ANY),
            new Kind("RF64????WAVE", ANY),
            new Kind("BW64????WAVE", ANY),
            new Kind("riff.\221\317\21\245\326(\333\4\301\0\0", ANY), // W64
            new Kind("FORM????AIF?", (bytes, at) -> bytes[at + 11] == 'F' || bytes[at + 11] == 'C'),
            new Kind("caff\0\1\0\0desc", ANY),
            // Length of the header, and a coding between 1 and 40.
            new Kind(
                    ".snd\0\0??????\0\0\0?",
                    (bytes, at) -> bytes[at + 15] >= 1
                            && bytes[at + 15] <= 40
                            && (bytes[at + 6] != 0 || Byte.toUnsignedInt(bytes[at + 7]) >= 24)),
            new Kind("Creative Voice File\32", ANY),
            new Kind("TTA1\1\0?\0?\0", (bytes, at) -> bytes[at + 6] > 0 && bytes[at + 8] > 0),
            // Version 4.02 to 4.16, the first sample, some samples, the first channels of a block of sound.
            new Kind(
                    "wvpk??????????????????????",
                    (bytes, at) -> bytes[at + 9] == 4
                            && bytes[at + 8] >= 2
                            && bytes[at + 8] <= 16
                            && number(bytes, at + 16) == 0
                            && number(bytes, at + 20) > 0
                            && (bytes[at + 25] & 8) != 0),
            new Kind("FLV\1?\0\0\0\11", (bytes, at) -> (bytes[at + 4] & ~5) == 0),
            new Kind(
                    "#!AMR????",
                    (bytes, at) -> bytes[at + 5] == '\n' || (bytes[at + 5] == '-' && bytes[at + 8] == '\n')),
            new Kind("\0\0\0?ftyp????", RecordingStart::isBrand),
            new Kind("0&\262u\216f\317\21\246\331\0\252\0b\316l", ANY), // ASF
            new Kind(".RMF\0\0\0\22\0", ANY),
            new Kind("nut/multimedia container\0", ANY),
            new Kind("MMMD????CNTI", ANY),
            new Kind(EbmlStart.PATTERN, EbmlStart::isSound),
            // STREAMINFO; its rate, in 20 bits, is not 0.
            new Kind(
                    "fLaC?\0\0\42??????????????",
                    (bytes, at) -> (bytes[at + 4] & 0x7F) == 0 && (bytes[at + 18] != 0 || bytes[at + 19] != 0)));

    private final Kind kind;
    private final Optional<OggChain> chain;

    private RecordingStart(Kind kind, Optional<OggChain> chain) {
        this.kind = kind;
        this.chain = chain;
    }

    /** Returns how a recording behind one that begins with {@code start} begins, if its kind needs to be looked for. */
    static Optional<RecordingStart> of(byte[] start) {
        Optional<OggStart> ogg = OggStart.at(start, 0);
        if (ogg.isPresent()) {
            return Optional.of(
                    new RecordingStart(new Kind(OggChain.PAGE, ANY), Optional.of(new OggChain(ogg.get(), start))));
        }
        return KINDS.stream()
                .map(kind -> new RecordingStart(kind, Optional.empty()))
                .filter(each -> start.length > 0 && each.isFirst(start, 0) && each.isAt(start, 0))
                .findFirst();
    }

    /** Notes that the next bytes are those from {@code offset} of the recording on. */
    void moveTo(long offset) {
        chain.ifPresent(pages -> pages.moveTo(offset));
    }

    /**
     * Returns where in {@code bytes}, from {@code from} on, another recording begins, or -1. Its start must be there whole.
     *
     * @param offset of the first of the bytes in this recording, which begins at 0
     */
    int find(byte[] bytes, int from, long offset) {
        for (int at = (int) Math.max(from, 1 - offset); at < bytes.length; at++) {
            if (isFirst(bytes, at) && isAt(bytes, at)) {
                if (chain.isEmpty() || chain.get().isStart(bytes, at, offset + at)) {
                    return at;
                }
            }
        }
        return -1;
    }

    private boolean isFirst(byte[] bytes, int at) {
        return bytes[at] == (byte) kind.pattern().charAt(0);
    }

    private boolean isAt(byte[] bytes, int at) {
        String pattern = kind.pattern();
        if (at + pattern.length() > bytes.length) {
            return false;
        }
        for (int i = 1; i < pattern.length(); i++) {
            if (pattern.charAt(i) != '?' && bytes[at + i] != (byte) pattern.charAt(i)) {
                return false;
            }
        }
        return kind.fields().areSound(bytes, at);
    }

    /** Tells whether the file type box has a size and a name of a brand. */
    private static boolean isBrand(byte[] bytes, int at) {
        boolean text = bytes[at + 3] >= 16 && bytes[at + 3] % 4 == 0;
        for (int i = at + 8; i < at + 12; i++) {
            text &= bytes[i] >= ' ' && bytes[i] <= '~';
        }
        return text;
    }

    private static int number(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }
}
