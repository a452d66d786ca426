package qasr.ffmpeg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of one recording in a file of concatenated recordings. They end at the start of the next recording, which
 * is searched in the bytes as they are read and in the rest at the end, so that nothing is read twice. Closing does not
 * close the source.
 */
final class JoinedBytes implements ByteSource {
    private static final int BLOCK = 1 << 16;
    private static final int PEEK_LIMIT = 1 << 20;

    private final ByteSource source;
    private final RecordingStart mark;
    /** The offset in the source at which this recording begins. */
    private final long base;
    /** The offset of the next recording, counted from {@link #base}. */
    private long limit = Long.MAX_VALUE;
    /** Bytes from {@link #position} on that were read from the source and not yet handed on. */
    private byte[] ahead = new byte[0];

    private long position;
    private long farthest;
    private boolean ended;

    private JoinedBytes(ByteSource source, RecordingStart mark, long base, byte[] ahead) {
        this.source = source;
        this.mark = mark;
        this.base = base;
        this.ahead = ahead;
    }

    /** Returns the first recording of {@code source}; empty if its format needs no separation. */
    static Optional<JoinedBytes> first(ByteSource source) throws IOException {
        return RecordingStart.of(source.peek(0, RecordingStart.BYTES))
                .map(mark -> new JoinedBytes(source, mark, 0, new byte[0]));
    }

    /** Returns the recording after this one, which has been read or is unreadable; empty if there is none. */
    Optional<JoinedBytes> next() throws IOException {
        if (limit == Long.MAX_VALUE) {
            search();
        }
        if (limit == Long.MAX_VALUE) {
            return Optional.empty();
        }
        if (source.seekable()) {
            source.seek(base + limit);
            return Optional.of(behind(source.peek(base + limit, RecordingStart.BYTES), new byte[0]));
        }
        // What FFmpeg did not ask for before the next one begins.
        while (position < limit) {
            if (ahead.length == 0 && !fill()) {
                return Optional.empty();
            }
            take((int) Math.min(ahead.length, limit - position));
        }
        JoinedBytes next = behind(ahead, ahead);
        next.look(ahead, 0, 0); // a short one ends in what was read
        return Optional.of(next);
    }

    /** Looks for the next recording from the start again: a damaged header may have led FFmpeg past it. */
    void forgetNext() {
        if (source.seekable()) {
            limit = Long.MAX_VALUE;
            farthest = 0;
        }
    }

    private JoinedBytes behind(byte[] start, byte[] read) {
        return new JoinedBytes(source, RecordingStart.of(start).orElse(mark), base + limit, read);
    }

    /** Looks for the next recording in what was not read. */
    private void search() throws IOException {
        if (source.seekable()) {
            // Its start may lie across the place up to which was looked.
            seek(Math.max(0, farthest - RecordingStart.BYTES));
        }
        while (limit == Long.MAX_VALUE) {
            int known = known();
            if (known == 0 && !fill()) {
                return;
            }
            take(known());
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        while (known() == 0) {
            if (position >= limit || !fill()) {
                return -1;
            }
        }
        int count = Math.min(known(), target.remaining());
        target.put(ahead, 0, count);
        take(count);
        return count;
    }

    /** Returns how many of the bytes ahead are known to belong to this recording. */
    private int known() {
        long certain = ended ? ahead.length : ahead.length - RecordingStart.BYTES + 1;
        return (int) Math.max(0, Math.min(certain, limit - position));
    }

    /** Reads more bytes ahead; returns false if none can be added. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        byte[] more = new byte[BLOCK];
        int count = source.read(ByteBuffer.wrap(more));
        if (count < 0) {
            ended = true;
            return ahead.length > 0;
        }
        int before = ahead.length;
        ahead = Arrays.copyOf(ahead, before + count);
        System.arraycopy(more, 0, ahead, before, count);
        look(ahead, Math.max(0, before - RecordingStart.BYTES), position);
        return true;
    }

    /** Looks for a start in {@code bytes}, which begin at {@code at}; the one that this recording begins with is none. */
    private void look(byte[] bytes, int from, long at) {
        int found = mark.find(bytes, from, at);
        if (found >= 0) {
            limit = Math.min(limit, at + found);
        }
    }

    private void take(int count) {
        ahead = Arrays.copyOfRange(ahead, count, ahead.length);
        position += count;
        farthest = Math.max(farthest, position);
    }

    @Override
    public boolean seekable() {
        return source.seekable();
    }

    @Override
    public void seek(long target) throws IOException {
        source.seek(target > Long.MAX_VALUE - base ? Long.MAX_VALUE : base + target);
        mark.moveTo(target);
        position = target;
        ahead = new byte[0];
        ended = false;
    }

    @Override
    public long size() throws IOException {
        return Math.min(limit, source.size() - base);
    }

    @Override
    public byte[] peek(long from, int count) throws IOException {
        byte[] bytes;
        if (source.seekable()) {
            bytes = source.peek(base + from, count + RecordingStart.BYTES);
            look(bytes, 0, from);
        } else if (position > 0 || from + count > PEEK_LIMIT) {
            return new byte[0];
        } else {
            while (ahead.length < from + count && !ended) {
                fill();
            }
            bytes = Arrays.copyOfRange(
                    ahead, (int) Math.min(from, ahead.length), (int) Math.min(from + count, ahead.length));
        }
        return Arrays.copyOf(bytes, (int) Math.max(0, Math.min(Math.min(count, bytes.length), limit - from)));
    }

    /** Keeps the bytes ahead: the next recording may begin in them, and a pipe does not give them again. */
    @Override
    public void close() {}
}
