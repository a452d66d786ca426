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
 * What the workers have to do and who does it next.
 *
 * <p>A step of decoding reads all weights, whether for one row or for six, and a prompt keeps a core busy by itself. So
 * rows wait for each other: a worker runs prompts while there are some and fewer rows wait than a step takes at its best,
 * and one worker alone decodes those, while the others run the next prompts. Rows go from worker to worker for that.
 * Caches bound it: a chunk has to wait while the others leave no room for its own. The first chunk of all is decoded at
 * once, for somebody may be reading along.
 *
 * <p>Where several cores may compute one step, a worker hands its rows to one that decodes and has room for them: a step of
 * four rows on two cores takes less time than two steps of two rows side by side, which read all weights twice. Elsewhere a
 * worker that would have nothing to do gets half of another's rows.
 *
 * <p>None of this changes a result: a row's numbers do not depend on its neighbours.
 */
final class WorkPlan {
    /** What a worker does next. */
    sealed interface Work {
        /** Run a chunk's prompt. */
        record Prompt(ChunkTask chunk) implements Work {}

        /** Take one more token of each of the worker's rows. */
        record Step() implements Work {}

        /** Run what somebody waits for. */
        record Call(Runnable action) implements Work {}

        /** Stop working. */
        record Leave() implements Work {}
    }

    /**
     * How a chunk was taken.
     *
     * @param number how many were before it
     * @param first whether it is the first of all, so that somebody may be reading along
     */
    private record Taken(long number, boolean first) {}

    private final Deque<NetworkTask> tasks = new ArrayDeque<>();
    /** Rows that no worker has, the earliest chunk's first: results are told in order. */
    private final PriorityQueue<DecodingRow> waiting =
            new PriorityQueue<>(Comparator.comparingLong(row -> taken(row).number()));
    /** Chunks that a worker has taken and that have not ended. */
    private final IdentityHashMap<ChunkTask, Taken> underWay = new IdentityHashMap<>();

    private final int workers;
    private final int rows;
    private final boolean sharesSteps;
    private final long budgetBytes;
    /** How many rows each of the workers has that take a step now, by its list of them. */
    private final IdentityHashMap<List<DecodingRow>, Integer> stepping = new IdentityHashMap<>();

    private long takenBytes;
    private long takenChunks;
    private int idle;

    /**
     * Plans.
     *
     * @param workers how many workers there are
     * @param rows how many rows a step takes at most
     * @param sharesSteps whether several cores may compute one step
     * @param budgetBytes what all caches may take together
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

    /** Returns the next chunk if it is better to run its prompt now than to decode. */
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

    /** Tells whether a worker that decodes now takes so many rows with its next step. */
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

    /** Returns how many cores a worker may use: its own and its share of those whose workers have nothing to do. */
    synchronized int cores() {
        return Math.max(1, workers / Math.max(1, workers - idle));
    }

    /** Takes back that a chunk is under way: it has ended. */
    synchronized void ended(ChunkTask chunk) {
        if (underWay.remove(chunk) != null) {
            takenBytes -= chunk.cacheBytes();
        }
        notifyAll();
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
