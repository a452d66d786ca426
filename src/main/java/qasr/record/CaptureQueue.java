package qasr.record;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The sound of a {@link Capture}, read on a thread of its own. A reader that stops for minutes, such as a pipe or a busy disk,
 * loses nothing: the blocks wait in memory. Closing the queue ends the thread, and leaves the capture open.
 */
public final class CaptureQueue implements AutoCloseable {
    /** Four hours at 16 kHz, 45 minutes of stereo at 48 kHz. */
    private static final long MOST_BYTES = 512L << 20;
    /** The share of the heap that the blocks may take. */
    private static final int HEAP_SHARE = 4;

    private final Capture capture;
    private final BlockingQueue<Optional<short[]>> blocks;
    private final Thread thread = new Thread(this::run, "microphone");
    private volatile RuntimeException failure;

    private CaptureQueue(Capture capture) {
        this.capture = capture;
        long most = Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        blocks = new LinkedBlockingQueue<>(Math.max(1, (int) (most / ((long) capture.blockSamples() * Short.BYTES))));
        thread.setDaemon(true);
    }

    /** Begins to read. */
    public static CaptureQueue of(Capture capture) {
        CaptureQueue queue = new CaptureQueue(capture);
        queue.thread.start();
        return queue;
    }

    private void run() {
        try {
            try {
                short[] samples = new short[capture.blockSamples()];
                for (int count = capture.read(samples); count >= 0; count = capture.read(samples)) {
                    blocks.put(Optional.of(Arrays.copyOf(samples, count)));
                }
            } catch (RuntimeException e) {
                failure = e;
            }
            blocks.put(Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: nobody takes the rest
        }
    }

    /** Returns the next samples, channels alternating, or empty at the end. */
    public Optional<short[]> next() throws InterruptedException {
        Optional<short[]> block = blocks.take();
        if (block.isEmpty() && failure != null) {
            throw failure;
        }
        return block;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
