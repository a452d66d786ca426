package qasr.ffmpeg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The position of the sound according to the header of a WAV, RF64, BW64, W64, AIFF, AU or CAF file.
 *
 * <p>FFmpeg hands on a length only if it can be true, and the reason why a recording ends is lost, so this is read
 * here. A recorder that writes into a pipe, or that was interrupted, leaves 0, -1 or the largest number instead of a
 * length. A recorder that was stopped at once leaves 0, too, but then chunks follow, up to the end.
 *
 * @param offset of the first byte of sound
 * @param bytes of sound according to the header, or {@link #UNKNOWN}; 0 if there is none
 * @param field the offset of the header field with this length
 * @param width of that field in bytes, 4 or 8
 * @param order of that field's bytes
 * @param outside what the field counts besides the sound
 */
record SoundChunk(long offset, long bytes, long field, int width, ByteOrder order, int outside) {
    static final long UNKNOWN = -1;

    /** Programs round the largest number down to whole blocks, 0x7FFFF000, and SoX to 0x7F000000 with its headers. */
    private static final long PLACEHOLDER_SLACK = 0xFFFFFF;

    private static final long ENDLESS = 1L << 60;
    private static final long LARGEST_CHUNK_LISTED = 1L << 40;
    private static final int MAX_CHUNKS = 1000;
    /** Marks of data after the sound that is neither sound nor a chunk. */
    private static final Set<String> TAGS = Set.of("ID3", "TAG", "APE", "LYR");

    private static final Set<String> RECORDINGS =
            Set.of("RIFF", "RIFX", "RF64", "BW64", "FORM", "caff", "riff", ".snd");
    /** Where the sound itself is. */
    private static final Set<String> SOUNDS = Set.of("data", "SSND");

    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int AIFF_SOUND_HEADER = 8;
    private static final int CAF_HEADER = 8;
    private static final int CAF_CHUNK_HEADER = 12;
    private static final int CAF_EDIT_COUNT = 4;
    private static final int W64_HEADER = 40;
    private static final int W64_CHUNK_HEADER = 24;
    private static final int AU_LENGTH = 8;
    private static final int ID3_HEADER = 10;
    /** The most bytes by which a chunk is padded. */
    private static final int MOST_PADDING = 8;

    /** Finds the sound of the recording in {@code source}; empty if it is none of these formats. */
    static Optional<SoundChunk> find(ByteSource source) throws IOException {
        int tag = tagLength(source.peek(0, ID3_HEADER));
        byte[] start = source.peek(tag, RIFF_HEADER);
        if (start.length < RIFF_HEADER) {
            return Optional.empty();
        }
        String format = name(start, 0);
        if (tag > 0 && !format.equals("RIFF")) {
            return Optional.empty(); // FFmpeg reads only WAV behind a tag
        }
        Optional<SoundChunk> sound = switch (format) {
            case "RIFF" -> wav(source, tag, start, ByteOrder.LITTLE_ENDIAN);
            case "RIFX" -> wav(source, tag, start, ByteOrder.BIG_ENDIAN);
            case "RF64", "BW64" -> rf64(source);
            case "FORM" -> aiff(source, start);
            case "caff" -> caf(source);
            case "riff" -> w64(source);
            case ".snd" -> Optional.of(au(source));
            default -> Optional.empty();
        };
        return sound.isPresent() && sound.get().endsAtOnce(source, start) ? sound.map(SoundChunk::withoutSound) : sound;
    }

    private SoundChunk withoutSound() {
        return new SoundChunk(offset, 0, field, width, order, outside);
    }

    /** Tells whether the header states no sound and none follows. A recorder that was killed leaves 0 before its sound. */
    private boolean endsAtOnce(ByteSource source, byte[] start) throws IOException {
        long declared = number(source.peek(field, width), order);
        if (declared < 0 || declared > outside) {
            return false;
        }
        return switch (name(start, 0)) {
            case ".snd" -> false;
            case "caff" -> onlyChunks(source, CAF_CHUNK_HEADER);
            case "riff" -> onlyChunks(source, W64_CHUNK_HEADER);
            default -> onlyChunks(source, CHUNK_HEADER);
        };
    }

    /** Tells whether chunks without sound or a tag follow, up to the end: sound may begin like one chunk by chance. */
    private boolean onlyChunks(ByteSource source, int header) throws IOException {
        long at = offset;
        for (int i = 0; i < MAX_CHUNKS; i++) {
            // The last chunk may lack its padding.
            byte[] bytes = source.peek(at - MOST_PADDING, MOST_PADDING + header);
            if (bytes.length < MOST_PADDING + header) {
                return i > 0 && bytes.length > 0;
            }
            String name = name(bytes, MOST_PADDING);
            if (TAGS.contains(name.substring(0, 3))) {
                return true;
            }
            long size = number(Arrays.copyOfRange(bytes, MOST_PADDING + sizeAt(header), bytes.length), order);
            boolean sound = SOUNDS.contains(name) || RECORDINGS.contains(name);
            if (sound || !isName(bytes, MOST_PADDING) || size < 0 || size > LARGEST_CHUNK_LISTED) {
                return false;
            }
            at = next(at, header, size);
        }
        return false;
    }

    private static Optional<SoundChunk> wav(ByteSource source, int behind, byte[] start, ByteOrder order)
            throws IOException {
        if (!name(start, 8).equals("WAVE")) {
            return Optional.empty();
        }
        return chunk(source, behind + RIFF_HEADER, CHUNK_HEADER, "data", order)
                .map(at -> new SoundChunk(at[0] + CHUNK_HEADER, known(at[1]), at[0] + 4, 4, order, 0));
    }

    private static Optional<SoundChunk> rf64(ByteSource source) throws IOException {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        long field = RIFF_HEADER + CHUNK_HEADER + 8L;
        long bytes = number(source.peek(field, 8), order);
        return chunk(source, RIFF_HEADER, CHUNK_HEADER, "data", order)
                .map(at -> new SoundChunk(at[0] + CHUNK_HEADER, known(bytes), field, 8, order, 0));
    }

    private static Optional<SoundChunk> aiff(ByteSource source, byte[] start) throws IOException {
        ByteOrder order = ByteOrder.BIG_ENDIAN;
        if (!name(start, 8).startsWith("AIF")) {
            return Optional.empty();
        }
        return chunk(source, RIFF_HEADER, CHUNK_HEADER, "SSND", order)
                .map(at -> new SoundChunk(
                        at[0] + CHUNK_HEADER + AIFF_SOUND_HEADER,
                        without(known(at[1]), AIFF_SOUND_HEADER),
                        at[0] + 4,
                        4,
                        order,
                        AIFF_SOUND_HEADER));
    }

    private static Optional<SoundChunk> caf(ByteSource source) throws IOException {
        ByteOrder order = ByteOrder.BIG_ENDIAN;
        return chunk(source, CAF_HEADER, CAF_CHUNK_HEADER, "data", order)
                .map(at -> new SoundChunk(
                        at[0] + CAF_CHUNK_HEADER + CAF_EDIT_COUNT,
                        without(known(at[1]), CAF_EDIT_COUNT),
                        at[0] + 4,
                        8,
                        order,
                        CAF_EDIT_COUNT));
    }

    private static Optional<SoundChunk> w64(ByteSource source) throws IOException {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        return chunk(source, W64_HEADER, W64_CHUNK_HEADER, "data", order)
                .map(at -> new SoundChunk(
                        at[0] + W64_CHUNK_HEADER,
                        without(known(at[1]), W64_CHUNK_HEADER),
                        at[0] + 16,
                        8,
                        order,
                        W64_CHUNK_HEADER));
    }

    private static SoundChunk au(ByteSource source) throws IOException {
        ByteOrder order = ByteOrder.BIG_ENDIAN;
        byte[] header = source.peek(4, 8);
        long offset = ByteBuffer.wrap(header).getInt();
        return new SoundChunk(
                Integer.toUnsignedLong((int) offset),
                known(number(source.peek(AU_LENGTH, 4), order)),
                AU_LENGTH,
                4,
                order,
                0);
    }

    /** Walks the chunks from {@code first} on; returns offset and size of the one called {@code name}. */
    private static Optional<long[]> chunk(ByteSource source, long first, int header, String name, ByteOrder order)
            throws IOException {
        long at = first;
        for (int i = 0; i < MAX_CHUNKS; i++) {
            byte[] bytes = source.peek(at, header);
            if (bytes.length < header) {
                return Optional.empty();
            }
            long size = number(Arrays.copyOfRange(bytes, sizeAt(header), header), order);
            if (name(bytes, 0).equals(name)) {
                return Optional.of(new long[] {at, size});
            }
            if (size < 0 || size > LARGEST_CHUNK_LISTED) {
                return Optional.empty();
            }
            at = next(at, header, size);
        }
        return Optional.empty();
    }

    /** Returns the offset of the chunk after the one at {@code at}. */
    private static long next(long at, int header, long size) {
        // RIFF and AIFF pad to even lengths; a W64 chunk counts its own header and is padded to 8.
        return at
                + switch (header) {
                    case W64_CHUNK_HEADER -> Math.max(header, (size + 7) / 8 * 8);
                    case CAF_CHUNK_HEADER -> header + size;
                    default -> header + size + size % 2;
                };
    }

    private static int sizeAt(int header) {
        return header == W64_CHUNK_HEADER ? 16 : 4;
    }

    /** Returns {@code bytes} unless it stands for a length that the recorder did not know. */
    private static long known(long bytes) {
        boolean signed = bytes >= Integer.MAX_VALUE - PLACEHOLDER_SLACK && bytes <= Integer.MAX_VALUE + 1L;
        boolean unsigned = bytes >= 0xFFFF_FFFFL - PLACEHOLDER_SLACK && bytes <= 0xFFFF_FFFFL;
        return bytes <= 0 || signed || unsigned || bytes >= Long.MAX_VALUE >> 1 ? UNKNOWN : bytes;
    }

    private static long without(long bytes, int header) {
        return bytes == UNKNOWN || bytes <= header ? UNKNOWN : bytes - header;
    }

    /** Returns whether the header states the length of the sound. */
    boolean isKnown() {
        return bytes != UNKNOWN;
    }

    /** Returns whether the recording has no sound, although other bytes follow. */
    boolean isEmpty() {
        return bytes == 0;
    }

    /** Returns the offset after the last byte of sound, according to the header. */
    long end() {
        return offset + bytes;
    }

    /** Returns the bytes of the length field for {@code length} bytes of sound, which may be unknown. */
    byte[] field(long length) {
        ByteBuffer field = ByteBuffer.allocate(width).order(order);
        if (length == UNKNOWN) {
            boolean caf = outside == CAF_EDIT_COUNT;
            return (width == 8 ? field.putLong(caf ? UNKNOWN : ENDLESS) : field.putInt(-1)).array();
        }
        return (width == 8
                        ? field.putLong(length + outside)
                        : field.putInt((int) Math.min(length + outside, 0xFFFF_FFFFL)))
                .array();
    }

    /** Tells whether {@code behind}, the bytes from {@link #end} on, are a chunk, a tag or nothing, not more sound. */
    static boolean isNoSound(byte[] behind, long left) {
        // A chunk may be padded, though some writers forget it.
        return left < 2 * CHUNK_HEADER || isChunk(behind, 0, left) || isChunk(behind, 1, left - 1);
    }

    /** Tells whether another recording begins in {@code behind}. */
    static boolean isRecording(byte[] behind) {
        return behind.length >= RIFF_HEADER && RECORDINGS.contains(name(behind, 0));
    }

    /** Returns the length of the ID3v2 tag at the start of {@code behind}, or 0 if there is none. */
    static int tagLength(byte[] behind) {
        if (behind.length < ID3_HEADER || !name(behind, 0).startsWith("ID3")) {
            return 0;
        }
        return ID3_HEADER + (behind[6] << 21 | behind[7] << 14 | behind[8] << 7 | behind[9]);
    }

    private static boolean isChunk(byte[] bytes, int at, long left) {
        if (bytes.length < at + 2 * CHUNK_HEADER
                || TAGS.contains(name(bytes, at).substring(0, 3))) {
            return bytes.length >= at + 2 * CHUNK_HEADER;
        }
        if (!isName(bytes, at)) {
            return false;
        }
        byte[] size = Arrays.copyOfRange(bytes, at + 4, at + 8);
        long little = number(size, ByteOrder.LITTLE_ENDIAN);
        long big = number(size, ByteOrder.BIG_ENDIAN);
        return Math.min(little, big) <= left - CHUNK_HEADER;
    }

    private static boolean isName(byte[] bytes, int at) {
        for (int i = at; i < at + 4; i++) {
            if (bytes[i] < ' ' || bytes[i] > '~') {
                return false;
            }
        }
        return true;
    }

    private static String name(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }

    private static long number(byte[] bytes, ByteOrder order) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
        return switch (bytes.length) {
            case 4 -> Integer.toUnsignedLong(buffer.getInt());
            case 8 -> buffer.getLong();
            default -> UNKNOWN;
        };
    }
}
