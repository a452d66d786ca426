package qasr.console;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Standard input that may be a live recording. A terminal sends Ctrl-C to all programs of a pipe: the recorder ends its
 * recording, and the reading program must not stop before it has the rest.
 */
public final class LiveInput extends FilterInputStream {
    private final int markBytes;
    private final Predicate<byte[]> isMark;
    private final ReentrantLock examining = new ReentrantLock();
    private byte[] start = new byte[0];
    private int taken;
    private boolean examined;
    private volatile boolean live;

    /**
     * Wraps {@code in}.
     *
     * @param markBytes the length of the mark at the beginning of a live recording
     * @param isMark tells whether bytes of that length are the mark
     */
    public LiveInput(InputStream in, int markBytes, Predicate<byte[]> isMark) {
        super(in);
        this.markBytes = markBytes;
        this.isMark = isMark;
    }

    /** Returns whether a live recording comes in that has not ended. Does not wait for bytes. */
    public boolean isLive() {
        return live || isMarkWaiting();
    }

    /** Returns whether nobody has read yet, and the mark can be read without waiting. */
    private boolean isMarkWaiting() {
        if (!examining.tryLock()) {
            return false; // a reader waits for the first bytes
        }
        try {
            if (!examined && in.available() >= markBytes) {
                examine();
            }
        } catch (IOException e) {
            return false; // the next read reports it
        } finally {
            examining.unlock();
        }
        return live;
    }

    private void examine() throws IOException {
        examining.lock();
        try {
            if (!examined) {
                start = in.readNBytes(markBytes);
                examined = true;
                live = start.length == markBytes && isMark.test(start);
            }
        } finally {
            examining.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? count : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        examine();
        if (taken < start.length) {
            int count = Math.min(length, start.length - taken);
            System.arraycopy(start, taken, target, offset, count);
            taken += count;
            return count;
        }
        int count = in.read(target, offset, length);
        if (count < 0) {
            live = false;
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return Math.max(0, start.length - taken) + in.available();
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
