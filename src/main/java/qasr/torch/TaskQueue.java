package qasr.torch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What the workers have to do, in order, and how much memory the caches of the chunks among it may take together: a
 * chunk has to wait while the others leave no room for it, unless its worker has nothing else to do.
 */
final class TaskQueue {
    private final Deque<NetworkTask> tasks = new ArrayDeque<>();
    private final long budgetBytes;
    private long takenBytes;

    TaskQueue(long budgetBytes) {
        this.budgetBytes = budgetBytes;
    }

    synchronized void add(NetworkTask task) {
        tasks.add(task);
        notifyAll();
    }

    /** Waits for the next task. */
    synchronized NetworkTask take() throws InterruptedException {
        while (tasks.isEmpty()) {
            wait();
        }
        return taken();
    }

    /** Returns the next task, if there is one and room for it. */
    synchronized Optional<NetworkTask> poll() {
        if (tasks.isEmpty()
                || (tasks.peek() instanceof NetworkTask.Decode decode
                        && takenBytes + decode.chunk().cacheBytes() > budgetBytes)) {
            return Optional.empty();
        }
        return Optional.of(taken());
    }

    private NetworkTask taken() {
        NetworkTask task = tasks.remove();
        if (task instanceof NetworkTask.Decode decode) {
            takenBytes += decode.chunk().cacheBytes();
        }
        return task;
    }

    /** Gives back the room of a chunk that was taken and has ended. */
    synchronized void ended(ChunkTask chunk) {
        takenBytes -= chunk.cacheBytes();
    }

    /** Cancels all chunks that nobody has taken. */
    synchronized void cancel() {
        for (NetworkTask task : tasks) {
            if (task instanceof NetworkTask.Decode decode) {
                decode.chunk().result().cancel(false);
            }
        }
    }
}
