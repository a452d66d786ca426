package qasr.torch;

import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import qasr.model.Decoding;
import qasr.model.Stage;
import qasr.model.StageTimes;
import qasr.model.StopReason;

/**
 * One thread that takes chunks from a queue, encodes each, and decodes as many as it may side by side.
 *
 * <p>Why a thread for each core instead of all cores for each operator: most operators are too small to be worth sharing
 * out, and between them the other threads would wait. A batch of one thread shares nothing with the next but the
 * weights.
 */
final class ChunkWorker implements Runnable {
    private final TaskQueue queue;
    private final ChunkEngine engine;
    private final int rows;
    private final StageTimes times;

    ChunkWorker(TaskQueue queue, ChunkEngine engine, int rows, StageTimes times) {
        this.queue = queue;
        this.engine = engine;
        this.rows = rows;
        this.times = times;
    }

    @Override
    public void run() {
        Libtorch.useOneThread();
        try (NoGradGuard guard = new NoGradGuard();
                GreedyBatch batch = engine.batch(queue)) {
            boolean open = true;
            while (open || batch.size() > 0) {
                Optional<NetworkTask> task = open ? next(batch) : Optional.empty();
                if (task.isEmpty()) {
                    step(batch);
                } else if (task.get() instanceof NetworkTask.Decode decode) {
                    start(batch, decode.chunk());
                } else if (task.get() instanceof NetworkTask.Call call) {
                    call.action().run();
                } else {
                    open = false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a task only if there is nothing else to do. */
    private Optional<NetworkTask> next(GreedyBatch batch) throws InterruptedException {
        if (batch.size() == 0) {
            return Optional.of(queue.take());
        }
        return batch.size() < rows ? queue.poll() : Optional.empty();
    }

    private void start(GreedyBatch batch, ChunkTask chunk) {
        if (chunk.isCancelled()) {
            queue.ended(chunk);
            return;
        }
        if (chunk.budget() == 0) {
            queue.ended(chunk);
            chunk.done(new Decoding(new int[0], new float[0], StopReason.TOKEN_LIMIT));
            return;
        }
        try (PointerScope scope = new PointerScope()) {
            times.chunkEnters(System.currentTimeMillis());
            Tensor embeddings = engine.embedded(chunk.input(), times);
            TorchSession session = engine.session(chunk.input(), chunk.budget());
            long begin = System.nanoTime();
            try {
                batch.add(chunk, session, engine.prefill(session, embeddings));
            } catch (RuntimeException e) {
                session.close();
                throw e;
            }
            times.add(Stage.PREFILL, System.nanoTime() - begin);
        } catch (RuntimeException | OutOfMemoryError e) {
            queue.ended(chunk);
            chunk.failed(e);
        }
    }

    private void step(GreedyBatch batch) {
        long begin = System.nanoTime();
        try {
            batch.step();
        } catch (RuntimeException | OutOfMemoryError e) {
            batch.fail(e);
        }
        times.add(Stage.DECODE, System.nanoTime() - begin);
    }
}
