package qasr.torch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The plan of the workers: which worker does what next.
 *
 * <p>A decoding step reads all weights, for one row or for six, while a prompt needs a whole core. So rows wait until
 * there are enough for a full step: workers run prompts as long as fewer rows wait, then one worker decodes the rows
 * while the others run the next prompts. Rows move between workers for this. A chunk waits if its cache does not fit
 * into memory. The first chunk is decoded at once, so that its text appears early.
 *
 * <p>A worker that has nothing else to do encodes the next chunks ahead: encoded sound needs a fortieth of the memory of a
 * cache. Without that, two cores would be idle for a sixth of the time, because no cache is free while others are decoded.
 *
 * <p>If one step is best computed by several cores, a worker hands its rows to a worker that decodes and has room for them: a
 * step of four rows on two cores is faster than two steps of two rows, each of which reads all weights. If not, an idle
 * worker gets half of another's rows.
 *
 * <p>The plan does not change any result, because a row's numbers do not depend on other rows.
 */
final class WorkPlan {
    /** A worker's next work. */
    sealed interface Work {
        /** Encode a chunk, whose prompt runs later. */
        record Encode(ChunkTask chunk) implements Work {}

        /** Run a chunk's prompt; without its {@code encoded} sound, encode the chunk first. */
        record Prompt(ChunkTask chunk, Optional<EncodedChunk> encoded) implements Work {}

        /** Take one more token of each of the worker's rows. */
        record Step() implements Work {}

        /** Run a computation that a thread waits for. */
        record Call(Runnable action) implements Work {}

        /** Stop working. */
        record Leave() implements Work {}
    }

    /** Two chunks of 30 s take less than this part of the caches' memory with 0.6B in BF16, and one does in float32. */
    private static final int SPARE = 3;

    private final Deque<NetworkTask> tasks = new ArrayDeque<>();
    /** Chunks that a worker has begun, each with the number of chunks before it. */
    private final IdentityHashMap<ChunkTask, Long> numbers = new IdentityHashMap<>();
    /** Chunks that were encoded ahead, the earliest first, because results are delivered in order. */
    private final PriorityQueue<EncodedChunk> encoded =
            new PriorityQueue<>(Comparator.comparingLong(ahead -> numbers.get(ahead.chunk())));
    /** Rows without a worker, the earliest chunk first. */
    private final PriorityQueue<DecodingRow> waiting =
            new PriorityQueue<>(Comparator.comparingLong(row -> numbers.get(row.task())));
    /** Chunks that have a cache. */
    private final Set<ChunkTask> cached = Collections.newSetFromMap(new IdentityHashMap<>());

    private final int workers;
    private final int rows;
    private final boolean sharesSteps;
    private final long budgetBytes;
    /** The number of rows of each worker that computes a step now; the key is the worker's list of rows. */
    private final IdentityHashMap<List<DecodingRow>, Integer> stepping = new IdentityHashMap<>();

    /** The workers that run a call now, each by its list of rows: they soon have time. */
    private final Set<List<DecodingRow>> calling = Collections.newSetFromMap(new IdentityHashMap<>());

    private long takenBytes;
    private long mostBytes;
    /** The caches that the chunks encoded ahead will need, with those that are being encoded. */
    private long aheadBytes;

    private long takenChunks;
    private int idle;

    /**
     * Creates a plan.
     *
     * @param workers the number of workers
     * @param rows the maximum number of rows of a step
     * @param sharesSteps whether all rows are best decoded in one step by several cores
     * @param budgetBytes the memory for all caches; as many chunks as fill it may be encoded ahead
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
        calling.remove(own);
        while (true) {
            if (tasks.peek() instanceof NetworkTask.Call call) {
                tasks.remove();
                calling.add(own);
                return new Work.Call(call.action());
            }
            if (mayEnter(own)) {
                park(own);
                return prompt();
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
            if (tasks.peek() instanceof NetworkTask.Decode && aheadBytes < budgetBytes) {
                ChunkTask chunk = begun();
                aheadBytes += chunk.cacheBytes();
                return new Work.Encode(chunk);
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

    /** Returns whether running the next chunk's prompt now is better than decoding. */
    private boolean mayEnter(List<DecodingRow> own) {
        ChunkTask next;
        if (!encoded.isEmpty()) {
            next = encoded.peek().chunk();
        } else if (tasks.peek() instanceof NetworkTask.Decode decode) {
            next = decode.chunk();
        } else {
            return false;
        }
        if (cached.isEmpty()) {
            return true;
        }
        boolean room = takenBytes + next.cacheBytes() <= budgetBytes;
        // The text of the first of all chunks is decoded at once: a user may be reading it.
        boolean urgent = own.stream().anyMatch(row -> numbers.get(row.task()) == 0);
        long ready = bytes(own) + bytes(waiting);
        // The rest of the room is for prompts that run while these rows are decoded.
        boolean few = own.size() + waiting.size() < rows && ready < budgetBytes / 3 * 2;
        return room && !urgent && few;
    }

    private Work prompt() {
        Optional<EncodedChunk> ahead = Optional.ofNullable(encoded.poll());
        ChunkTask chunk = ahead.isPresent() ? ahead.get().chunk() : begun();
        aheadBytes -= ahead.isPresent() ? chunk.cacheBytes() : 0;
        cached.add(chunk);
        takenBytes += chunk.cacheBytes();
        mostBytes = Math.max(mostBytes, takenBytes);
        return new Work.Prompt(chunk, ahead);
    }

    private ChunkTask begun() {
        ChunkTask chunk = ((NetworkTask.Decode) tasks.remove()).chunk();
        numbers.put(chunk, takenChunks++);
        return chunk;
    }

    /** Adds a chunk that {@link Work.Encode} asked for. */
    synchronized void add(EncodedChunk chunk) {
        encoded.add(chunk);
        notifyAll();
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
    synchronized Crew crew() {
        return new Crew(cores(), share(idle + calling.size()), this::ask);
    }

    /** Has all workers run {@code work} that are idle, or that will be after a call. */
    private synchronized void ask(Runnable work) {
        for (int i = 0; i < idle + calling.size(); i++) {
            tasks.addFirst(new NetworkTask.Call(work));
        }
        notifyAll();
    }

    /** Returns the number of cores for a worker: its own, and its share of the idle ones. */
    synchronized int cores() {
        return share(idle);
    }

    private int share(int free) {
        return Math.max(1, workers / Math.max(1, workers - free));
    }

    /** Returns whether {@code chunk} is the only one, in progress or not. */
    synchronized boolean isAlone(ChunkTask chunk) {
        return cached.size() == 1
                && cached.contains(chunk)
                && encoded.isEmpty()
                && aheadBytes == 0
                && tasks.stream().noneMatch(NetworkTask.Decode.class::isInstance);
    }

    /** Returns whether caches have never taken more than a small part of their memory: then other things may. */
    synchronized boolean hasRoomToSpare() {
        return mostBytes <= budgetBytes / SPARE;
    }

    /** Removes a chunk that has ended. */
    synchronized void ended(ChunkTask chunk) {
        boolean begun = numbers.remove(chunk) != null;
        if (cached.remove(chunk)) {
            takenBytes -= chunk.cacheBytes();
        } else if (begun) {
            aheadBytes -= chunk.cacheBytes();
        }
        notifyAll();
    }

    /** Cancels all chunks whose prompts no worker has started. */
    synchronized void cancel() {
        encoded.forEach(ahead -> ahead.chunk().result().cancel(false));
        for (NetworkTask task : tasks) {
            if (task instanceof NetworkTask.Decode decode) {
                decode.chunk().result().cancel(false);
            }
        }
    }
}
