package qasr.torch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The plan of the workers: which worker does what next.
 *
 * <p>A decoding step reads all weights, for one row or for six, while a prompt needs a whole core. So rows wait until
 * there are enough for a full step: workers run prompts as long as fewer rows wait, then one worker decodes the rows
 * while the others run the next prompts. Rows move between workers for this. A chunk waits if its cache does not fit
 * into memory. The first chunk is decoded at once, so that its text appears early.
 *
 * <p>If several cores can compute one step, a worker hands its rows to a worker that decodes and has room for them: a
 * step of four rows on two cores is faster than two steps of two rows, each of which reads all weights. If not, an idle
 * worker gets half of another's rows.
 *
 * <p>The plan does not change any result, because a row's numbers do not depend on other rows.
 */
final class WorkPlan {
    /** A worker's next work. */
    sealed interface Work {
        /** Run a chunk's prompt. */
        record Prompt(ChunkTask chunk) implements Work {}

        /** Take one more token of each of the worker's rows. */
        record Step() implements Work {}

        /** Run a computation that a thread waits for. */
        record Call(Runnable action) implements Work {}

        /** Stop working. */
        record Leave() implements Work {}
    }

    /**
     * How a chunk was taken.
     *
     * @param number the number of chunks before it
     * @param first whether it is the first of all, whose text a user may be reading
     */
    private record Taken(long number, boolean first) {}

    private final Deque<NetworkTask> tasks = new ArrayDeque<>();
    /** Rows without a worker, the earliest chunk first, because results are delivered in order. */
    private final PriorityQueue<DecodingRow> waiting =
            new PriorityQueue<>(Comparator.comparingLong(row -> taken(row).number()));
    /** Chunks in progress. */
    private final IdentityHashMap<ChunkTask, Taken> underWay = new IdentityHashMap<>();

    private final int workers;
    private final int rows;
    private final boolean sharesSteps;
    private final long budgetBytes;
    /** The number of rows of each worker that computes a step now; the key is the worker's list of rows. */
    private final IdentityHashMap<List<DecodingRow>, Integer> stepping = new IdentityHashMap<>();

    private long takenBytes;
    private long takenChunks;
    private int idle;

    /**
     * Creates a plan.
     *
     * @param workers the number of workers
     * @param rows the maximum number of rows of a step
     * @param sharesSteps whether several cores can compute one step
     * @param budgetBytes the memory for all caches
     */
    WorkPlan(int workers, int rows, boolean sharesSteps, long budgetBytes) {
        this.workers = workers;
        this.rows = rows;
        this.sharesSteps = sharesSteps;
        this.budgetBytes = budgetBytes;
    }

    synchronized void add(NetworkTask task) {
        tasks.add(task);
        notifyAll();
    }

    /**
     * Waits for work.
     *
     * @param own the worker's rows; some may be taken away or added
     */
    synchronized Work next(List<DecodingRow> own) throws InterruptedException {
        stepping.remove(own);
        while (true) {
            if (tasks.peek() instanceof NetworkTask.Call call) {
                tasks.remove();
                return new Work.Call(call.action());
            }
            Optional<ChunkTask> chunk = mayEnter(own);
            if (chunk.isPresent()) {
                tasks.remove();
                park(own);
                underWay.put(chunk.get(), new Taken(takenChunks, takenChunks == 0));
                takenChunks++;
                takenBytes += chunk.get().cacheBytes();
                return new Work.Prompt(chunk.get());
            }
            if (anotherHasRoomFor(own.size() + waiting.size())) {
                park(own);
            } else {
                while (own.size() < rows && !waiting.isEmpty()) {
                    own.add(waiting.remove());
                }
            }
            if (!own.isEmpty()) {
                share(own);
                stepping.put(own, own.size());
                return new Work.Step();
            }
            if (tasks.peek() instanceof NetworkTask.Leave) {
                tasks.remove();
                return new Work.Leave();
            }
            idle++;
            wait();
            idle--;
        }
    }

    /** Returns the next chunk if running its prompt now is better than decoding. */
    private Optional<ChunkTask> mayEnter(List<DecodingRow> own) {
        if (!(tasks.peek() instanceof NetworkTask.Decode decode)) {
            return Optional.empty();
        }
        if (underWay.isEmpty()) {
            return Optional.of(decode.chunk());
        }
        boolean room = takenBytes + decode.chunk().cacheBytes() <= budgetBytes;
        boolean urgent = own.stream().anyMatch(row -> taken(row).first());
        long ready = bytes(own) + bytes(waiting);
        // The rest of the room is for prompts that run while these rows are decoded.
        boolean few = own.size() + waiting.size() < rows && ready < budgetBytes / 3 * 2;
        return room && !urgent && few ? Optional.of(decode.chunk()) : Optional.empty();
    }

    private Taken taken(DecodingRow row) {
        return underWay.get(row.task());
    }

    private static long bytes(Iterable<DecodingRow> rows) {
        long bytes = 0;
        for (DecodingRow row : rows) {
            bytes += row.task().cacheBytes();
        }
        return bytes;
    }

    private void park(List<DecodingRow> own) {
        if (!own.isEmpty()) {
            waiting.addAll(own);
            own.clear();
            notifyAll();
        }
    }

    /** Returns whether a worker that decodes now has room for so many more rows in its next step. */
    private boolean anotherHasRoomFor(int more) {
        return sharesSteps && stepping.values().stream().anyMatch(count -> count + more <= rows);
    }

    private void share(List<DecodingRow> own) {
        if (!sharesSteps && idle > 0 && own.size() > 1 && waiting.isEmpty()) {
            List<DecodingRow> half = own.subList(own.size() / 2, own.size());
            waiting.addAll(new ArrayList<>(half));
            half.clear();
            notifyAll();
        }
    }

    /** Returns the cores for a worker's next prompt. */
    Crew crew() {
        return new Crew(cores(), this::ask);
    }

    private synchronized void ask(Runnable work) {
        for (int i = 0; i < idle; i++) {
            tasks.addFirst(new NetworkTask.Call(work));
        }
        notifyAll();
    }

    /** Returns the number of cores for a worker: its own, and its share of the idle ones. */
    synchronized int cores() {
        return Math.max(1, workers / Math.max(1, workers - idle));
    }

    /** Removes a chunk that has ended. */
    synchronized void ended(ChunkTask chunk) {
        if (underWay.remove(chunk) != null) {
            takenBytes -= chunk.cacheBytes();
        }
        notifyAll();
    }

    /** Cancels all chunks that no worker has started. */
    synchronized void cancel() {
        for (NetworkTask task : tasks) {
            if (task instanceof NetworkTask.Decode decode) {
                decode.chunk().result().cancel(false);
            }
        }
    }
}
