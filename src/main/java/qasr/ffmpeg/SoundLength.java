package qasr.ffmpeg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A recording whose header states the length in bytes, with a correction if that length is wrong.
 *
 * <p>If the sound of a file continues after that length, FFmpeg gets the right length. For a pipe, the error is found
 * only at the end.
 */
final class SoundLength implements ByteSource {
    /** As much as is needed to see that another recording begins there. */
    private static final int LOOK = RecordingStart.BYTES + 1;

    private static final int SCAN = 1 << 16;
    /** Headers that are wrong by their own length, or by a block, are common and cost nothing. */
    private static final int SLACK_BYTES = 1024;
    /** The position of the length of the whole file in AIFF; FFmpeg reads no further there, unlike in other formats. */
    private static final int FORM_LENGTH = 4;

    private static final byte[] ENDLESS_FORM = {0x7F, -1, -1, -1};

    private final ByteSource source;
    private final Optional<SoundChunk> chunk;
    private final byte[] behind = new byte[LOOK];
    private int behindLength;
    private boolean zerosBehind = true;
    private long position;
    private long farthest;
    private byte[] field = new byte[0];
    private byte[] form = new byte[0];
    private boolean readOn;
    /** Whether another recording follows the sound of a file, with or without a tag before it. */
    private boolean another;

    private SoundLength(ByteSource source, Optional<SoundChunk> chunk) {
        this.source = source;
        this.chunk = chunk;
    }

    /** Looks at the header in {@code source}, which is closed with the result. */
    static SoundLength of(ByteSource source) throws IOException {
        SoundLength length = new SoundLength(source, SoundChunk.find(source));
        if (length.chunk.isPresent()) {
            length.correct(length.chunk.get());
            length.correctForm(length.chunk.get());
        }
        return length;
    }

    private void correct(SoundChunk sound) throws IOException {
        if (!sound.isKnown() || sound.isEmpty()) {
            // FFmpeg knows one placeholder of each format, and takes others for damage, also 0 in W64.
            long rest = source.seekable() ? size() - sound.offset() : SoundChunk.UNKNOWN;
            field = sound.field(rest > 0 ? rest : SoundChunk.UNKNOWN);
        } else if (source.seekable()) {
            lookBehind(sound);
        }
    }

    /** FFmpeg's own AIFF muxer leaves 0 in a pipe. */
    private void correctForm(SoundChunk sound) throws IOException {
        byte[] start = source.peek(0, 2 * FORM_LENGTH);
        boolean aiff = start.length == 2 * FORM_LENGTH && start[0] == 'F' && start[1] == 'O';
        if (aiff && Integer.toUnsignedLong(ByteBuffer.wrap(start).getInt(FORM_LENGTH)) < sound.offset()) {
            form = ENDLESS_FORM;
        }
    }

    private void lookBehind(SoundChunk sound) throws IOException {
        byte[] bytes = sound.end() < source.size() ? source.peek(sound.end(), LOOK) : new byte[0];
        long left = source.size() - sound.end();
        System.arraycopy(bytes, 0, behind, 0, bytes.length);
        behindLength = bytes.length;
        int tag = SoundChunk.tagLength(bytes);
        another = isOther(bytes) || (tag > 0 && tag + SLACK_BYTES < left);
        if (left > 0 && !another && !SoundChunk.isNoSound(bytes, left) && !onlyZeros(sound.end())) {
            field = sound.field(source.size() - sound.offset());
            readOn = true;
        }
    }

    /** Tells whether a recording of any format begins in {@code behind}, perhaps after a byte of padding. */
    private static boolean isOther(byte[] behind) {
        return SoundChunk.isRecording(behind)
                || RecordingStart.of(behind).isPresent()
                || (behind.length > 0
                        && RecordingStart.of(Arrays.copyOfRange(behind, 1, behind.length))
                                .isPresent());
    }

    /** A recorder may have made room for more than it wrote. */
    private boolean onlyZeros(long from) throws IOException {
        for (long at = from; ; ) {
            byte[] bytes = source.peek(at, SCAN);
            if (bytes.length == 0) {
                return true;
            }
            for (byte b : bytes) {
                if (b != 0) {
                    return false;
                }
            }
            at += bytes.length;
        }
    }

    /** Tells whether the header has a length in bytes, so that the end of the bytes proves nothing by itself. */
    boolean countsBytes() {
        return chunk.isPresent();
    }

    /** Reports errors of the header to {@code damage} after {@code seconds} of sound were read to the end. */
    void check(double seconds, Damage damage) throws IOException {
        if (chunk.isEmpty() || !chunk.get().isKnown()) {
            return;
        }
        SoundChunk sound = chunk.get();
        long end = source.seekable() ? source.size() : farthest;
        double declared = seconds * sound.bytes() / Math.max(1, end - sound.offset());
        if (end + SLACK_BYTES < sound.end()) {
            damage.cutOff(seconds, declared);
        } else if (readOn) {
            damage.readBehind(declared, seconds);
        } else {
            readBehindPipe(sound);
            byte[] bytes = Arrays.copyOf(behind, behindLength);
            another |= isOther(bytes);
            boolean more = !source.seekable()
                    && !zerosBehind
                    && !SoundChunk.isNoSound(bytes, Long.MAX_VALUE)
                    && behindLength == LOOK;
            if (another || more) {
                damage.notReadBehind(seconds);
            }
        }
    }

    /** FFmpeg stops at the length in the header; the rest is still in the pipe, perhaps behind room that was not used. */
    private void readBehindPipe(SoundChunk sound) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SCAN);
        while (!source.seekable() && (zerosBehind || position < sound.end() + LOOK)) {
            bytes.clear();
            if (read(bytes) < 0) {
                return;
            }
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int from = target.position();
        int limit = target.limit();
        if (position >= end()) {
            return -1;
        }
        target.limit(from + (int) Math.min(limit - from, end() - position));
        int count = source.read(target);
        target.limit(limit);
        if (count > 0) {
            overlay(target, from, count);
            position += count;
            farthest = Math.max(farthest, position);
        }
        return count;
    }

    /**
     * Returns the offset at which the bytes end. FFmpeg would take all that follows a length of 0 for sound, and in AU all
     * that follows any length.
     */
    private long end() {
        boolean limited = another && source.seekable();
        return chunk.isPresent() && (chunk.get().isEmpty() || limited)
                ? chunk.get().end()
                : Long.MAX_VALUE;
    }

    private void overlay(ByteBuffer target, int from, int count) {
        if (chunk.isEmpty()) {
            return;
        }
        SoundChunk sound = chunk.get();
        replace(target, from, count, sound.field(), field);
        replace(target, from, count, FORM_LENGTH, form);
        if (sound.isKnown() && !source.seekable()) {
            keepBehind(target, from, count, sound.end() - position);
        }
    }

    /** Keeps the start of what is behind the sound, which ends {@code left} bytes after the first of those just read. */
    private void keepBehind(ByteBuffer target, int from, int count, long left) {
        for (int i = behindLength; i < LOOK; i++) {
            long at = left + i;
            if (at >= 0 && at < count) {
                behind[i] = target.get(from + (int) at);
                behindLength = i + 1;
            }
        }
        for (int i = (int) Math.max(0, Math.min(count, left)); i < count && zerosBehind; i++) {
            zerosBehind = target.get(from + i) == 0;
        }
    }

    /** Puts {@code bytes} of the recording's place {@code place} into what was just read, as far as they are in it. */
    private void replace(ByteBuffer target, int from, int count, long place, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            long at = place + i - position;
            if (at >= 0 && at < count) {
                target.put(from + (int) at, bytes[i]);
            }
        }
    }

    @Override
    public boolean seekable() {
        return source.seekable();
    }

    @Override
    public void seek(long target) throws IOException {
        source.seek(target);
        position = target;
    }

    @Override
    public long size() throws IOException {
        return Math.min(source.size(), end());
    }

    @Override
    public byte[] peek(long from, int count) throws IOException {
        return source.peek(from, count);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
