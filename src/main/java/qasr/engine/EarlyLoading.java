package qasr.engine;

import java.util.List;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.torch.TorchNetwork;

/**
 * Prepares what a transcription needs first, on a thread of its own, while the main thread reads the command line, the
 * tokenizer and the weights. A failure is reported by the real work, which meets it again. Closing it waits for the thread,
 * because no library may be in use when the process ends.
 */
final class EarlyLoading implements AutoCloseable {
    /** In the order in which they are needed. */
    private final List<Runnable> steps =
            List.of(TorchNetwork::loadAhead, () -> TorchNetwork.compileAhead(() -> !isClosed()), FfmpegDecoder::warm);

    private final Thread thread = new Thread(this::run, "libraries");
    private volatile boolean closed;

    private EarlyLoading() {}

    static EarlyLoading begin() {
        EarlyLoading loading = new EarlyLoading();
        loading.thread.setUncaughtExceptionHandler((thread, problem) -> {});
        loading.thread.setDaemon(true);
        loading.thread.start();
        return loading;
    }

    private void run() {
        for (Runnable step : steps) {
            if (!closed) {
                step.run();
            }
        }
    }

    private boolean isClosed() {
        return closed;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
