package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import qasr.audio.Waveform;
import qasr.model.DecodeRequest;
import qasr.model.Decoding;
import qasr.model.Prompt;
import qasr.model.StageTimes;
import qasr.model.TokenListener;
import qasr.torch.WorkPlan.Work;

/** Tests the order of work without a network: the test takes the workers' part. */
final class WorkPlanTest {
    private static final int ROWS = 3;
    private static final long ROOM = 90;

    private final WorkPlan plan = new WorkPlan(2, ROWS, false, ROOM);

    @BeforeAll
    static void loadTensors() {
        Libtorch.start();
    }

    private static ChunkTask chunk(long bytes) {
        Waveform waveform = Waveform.of(new float[8_000]);
        return new ChunkTask(
                waveform,
                new Prompt(new int[] {1}, new int[] {2}),
                5,
                bytes,
                new DecodeRequest(waveform, 5, new Prompt(new int[] {1}, new int[] {2})),
                TokenListener.none(),
                new StageTimes(),
                new CompletableFuture<Decoding>());
    }

    private List<ChunkTask> added(int count, long bytes) {
        List<ChunkTask> chunks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chunks.add(chunk(bytes));
            plan.add(new NetworkTask.Decode(chunks.get(i)));
        }
        return chunks;
    }

    private static DecodingRow row(ChunkTask task) {
        try (PointerScope scope = new PointerScope()) {
            return new DecodingRow(task, new TorchSession(torch.empty(1)), Set.of(), 0);
        }
    }

    /** Asks for work as a worker does that has run a prompt if it was given one. */
    private Work next(List<DecodingRow> own) throws InterruptedException {
        Work work = plan.next(own);
        if (work instanceof Work.Prompt prompt) {
            own.add(row(prompt.chunk()));
        }
        return work;
    }

    @Test
    void theFirstChunkOfAllIsDecodedAtOnceThoughOthersWait() throws Exception {
        added(3, 10);
        List<DecodingRow> own = new ArrayList<>();
        assertInstanceOf(Work.Prompt.class, next(own));
        assertInstanceOf(Work.Step.class, next(own), "somebody may be reading along");
    }

    @Test
    void laterChunksWaitForEachOtherUntilAStepIsFull() throws Exception {
        List<ChunkTask> chunks = added(5, 10);
        List<DecodingRow> first = new ArrayList<>();
        List<DecodingRow> second = new ArrayList<>();
        next(first);
        for (int i = 1; i <= ROWS; i++) {
            assertSame(
                    chunks.get(i),
                    assertInstanceOf(Work.Prompt.class, next(second)).chunk(),
                    "prompt " + i);
        }
        assertInstanceOf(Work.Step.class, next(second));
        assertEquals(ROWS, second.size());
        assertTrue(second.stream().map(DecodingRow::task).toList().containsAll(chunks.subList(1, 4)));
    }

    @Test
    void aWorkerByItselfFillsItsStepsToo() throws Exception {
        List<ChunkTask> chunks = added(5, 10);
        List<DecodingRow> own = new ArrayList<>();
        next(own);
        assertInstanceOf(Work.Step.class, next(own), "the first of all");
        plan.ended(chunks.get(0));
        own.clear();
        for (int i = 1; i <= ROWS; i++) {
            assertInstanceOf(Work.Prompt.class, next(own), "prompt " + i);
        }
        assertInstanceOf(Work.Step.class, next(own));
        assertEquals(ROWS, own.size());
    }

    @Test
    void ofRowsThatWaitTheEarliestChunksGoFirst() throws Exception {
        List<ChunkTask> chunks = added(4, 10);
        List<DecodingRow> first = new ArrayList<>();
        List<DecodingRow> second = new ArrayList<>();
        next(first);
        for (int i = 0; i < ROWS; i++) {
            next(second);
        }
        List<DecodingRow> third = new ArrayList<>();
        assertInstanceOf(Work.Step.class, next(third));
        assertEquals(chunks.subList(1, 3), third.stream().map(DecodingRow::task).toList());
    }

    @Test
    void aChunkWaitsWhileTheOthersLeaveNoRoomForItsCache() throws Exception {
        List<ChunkTask> chunks = added(3, 40);
        List<DecodingRow> first = new ArrayList<>();
        List<DecodingRow> second = new ArrayList<>();
        next(first);
        assertInstanceOf(Work.Prompt.class, next(second));
        assertInstanceOf(Work.Step.class, next(second), "10 of 90 bytes are left");
        plan.ended(chunks.get(0));
        first.clear();
        assertSame(
                chunks.get(2), assertInstanceOf(Work.Prompt.class, next(first)).chunk());
    }

    private static EncodedChunk encoded(ChunkTask chunk) {
        try (PointerScope scope = new PointerScope()) {
            return new EncodedChunk(chunk, torch.empty(1));
        }
    }

    /** Fills the room with two chunks that are decoded and returns the rows of the first. */
    private List<DecodingRow> filled() throws InterruptedException {
        List<DecodingRow> first = new ArrayList<>();
        List<DecodingRow> second = new ArrayList<>();
        next(first);
        next(second);
        assertInstanceOf(Work.Step.class, next(first));
        assertInstanceOf(Work.Step.class, next(second));
        return first;
    }

    @Test
    void anIdleWorkerEncodesChunksAheadWhileThereIsNoRoomForTheirCaches() throws Exception {
        List<ChunkTask> chunks = added(7, 40);
        List<DecodingRow> first = filled();
        List<DecodingRow> idle = new ArrayList<>();
        for (int i = 2; i <= 4; i++) {
            Work.Encode work = assertInstanceOf(Work.Encode.class, next(idle));
            assertSame(chunks.get(i), work.chunk(), "in order");
        }
        CompletableFuture<Work> fourth = asked(plan, idle);
        assertEquals(1, ended(chunks.get(0), first), "three would fill the room: the worker waits");
        // No chunk is encoded yet, so the next one enters whole.
        assertSame(
                chunks.get(5), assertInstanceOf(Work.Prompt.class, fourth.get()).chunk());
    }

    /** Asks {@code plan} for work on another thread. */
    private static CompletableFuture<Work> asked(WorkPlan plan, List<DecodingRow> own) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return plan.next(own);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Ends {@code chunk} once another worker waits; returns how many rows its worker had. */
    private int ended(ChunkTask chunk, List<DecodingRow> own) {
        while (plan.cores() < 2) {
            Thread.onSpinWait();
        }
        int rows = own.size();
        own.clear();
        plan.ended(chunk);
        return rows;
    }

    @Test
    void chunksThatWereEncodedAheadEnterBeforeOthersAndInOrder() throws Exception {
        List<ChunkTask> chunks = added(5, 40);
        List<DecodingRow> first = filled();
        List<DecodingRow> idle = new ArrayList<>();
        next(idle);
        next(idle);
        EncodedChunk later = encoded(chunks.get(3));
        EncodedChunk earlier = encoded(chunks.get(2));
        plan.add(later);
        plan.add(earlier);
        first.clear();
        plan.ended(chunks.get(0));
        Work.Prompt work = assertInstanceOf(Work.Prompt.class, plan.next(first));
        assertSame(earlier, work.encoded().orElseThrow());
        assertSame(
                chunks.get(4),
                assertInstanceOf(Work.Encode.class, plan.next(idle)).chunk());
        plan.ended(chunks.get(1));
        plan.ended(chunks.get(2));
        assertSame(
                later,
                assertInstanceOf(Work.Prompt.class, plan.next(first)).encoded().orElseThrow());
        earlier.close();
        later.close();
    }

    @Test
    void aChunkThatFailsWhileItIsEncodedAheadMakesRoomForAnother() throws Exception {
        List<ChunkTask> chunks = added(6, 40);
        filled();
        List<DecodingRow> idle = new ArrayList<>();
        for (int i = 2; i <= 4; i++) {
            assertInstanceOf(Work.Encode.class, next(idle));
        }
        plan.ended(chunks.get(3));
        assertSame(
                chunks.get(5), assertInstanceOf(Work.Encode.class, next(idle)).chunk());
    }

    @Test
    void chunksThatWereEncodedAheadAreCancelledAndLeaveBeforeTheWorkers() throws Exception {
        List<ChunkTask> chunks = added(3, 40);
        List<DecodingRow> first = filled();
        List<DecodingRow> idle = new ArrayList<>();
        next(idle);
        EncodedChunk ahead = encoded(chunks.get(2));
        plan.add(ahead);
        plan.cancel();
        assertTrue(chunks.get(2).isCancelled());
        assertTrue(!chunks.get(0).isCancelled(), "it has begun");
        plan.add(new NetworkTask.Leave());
        first.clear();
        plan.ended(chunks.get(0));
        assertSame(
                ahead,
                assertInstanceOf(Work.Prompt.class, plan.next(first)).encoded().orElseThrow());
        plan.ended(chunks.get(2));
        assertInstanceOf(Work.Leave.class, plan.next(first));
        ahead.close();
    }

    @Test
    void aChunkTooLargeForTheRoomIsTakenAllTheSameWhenNothingElseIsUnderWay() throws Exception {
        List<ChunkTask> chunks = added(1, 10 * ROOM);
        assertSame(
                chunks.get(0),
                assertInstanceOf(Work.Prompt.class, next(new ArrayList<>())).chunk());
    }

    @Test
    void aWorkerWithNothingToDoGetsHalfOfAnothersRows() throws Exception {
        added(2, 10);
        List<DecodingRow> busy = new ArrayList<>();
        next(busy);
        List<DecodingRow> other = new ArrayList<>();
        next(other);
        busy.addAll(other);
        other.clear();
        CompletableFuture<Work> waiting = asked(plan, other);
        while (!waiting.isDone()) {
            if (busy.size() == 2) {
                assertInstanceOf(Work.Step.class, plan.next(busy)); // until the other one has been seen waiting
            }
            Thread.onSpinWait();
        }
        assertInstanceOf(Work.Step.class, waiting.get());
        assertEquals(1, busy.size());
        assertEquals(1, other.size());
    }

    @Test
    void whereCoresShareAStepRowsGoToTheWorkerThatDecodes() throws Exception {
        WorkPlan shared = new WorkPlan(2, ROWS, true, ROOM);
        List<ChunkTask> chunks = List.of(chunk(10), chunk(10));
        chunks.forEach(chunk -> shared.add(new NetworkTask.Decode(chunk)));
        List<DecodingRow> first = new ArrayList<>();
        List<DecodingRow> second = new ArrayList<>();
        shared.next(first);
        first.add(row(chunks.get(0)));
        assertInstanceOf(Work.Step.class, shared.next(first));
        shared.next(second);
        second.add(row(chunks.get(1)));
        CompletableFuture<Work> idle = asked(shared, second);
        while (shared.cores() < 2) {
            Thread.onSpinWait(); // the other worker has not handed its row over yet
        }
        assertInstanceOf(Work.Step.class, shared.next(first));
        assertEquals(chunks, first.stream().map(DecodingRow::task).toList());
        shared.add(new NetworkTask.Leave());
        assertInstanceOf(Work.Leave.class, idle.get());
    }

    @Test
    void whereCoresShareAStepAFullStepLeavesRowsToAnotherWorker() throws Exception {
        WorkPlan shared = new WorkPlan(2, 1, true, ROOM);
        List<ChunkTask> chunks = List.of(chunk(10), chunk(10));
        chunks.forEach(chunk -> shared.add(new NetworkTask.Decode(chunk)));
        for (ChunkTask chunk : chunks) {
            List<DecodingRow> own = new ArrayList<>();
            shared.next(own);
            own.add(row(chunk));
            assertInstanceOf(Work.Step.class, shared.next(own));
            assertEquals(1, own.size());
        }
    }

    @Test
    void aWorkerThatIsBusyWithACallHelpsWithAPromptAfterIt() throws Exception {
        plan.add(new NetworkTask.Call(() -> {}));
        List<DecodingRow> helper = new ArrayList<>();
        assertInstanceOf(Work.Call.class, next(helper));
        ChunkTask chunk = added(1, 10).get(0);
        List<DecodingRow> own = new ArrayList<>();
        assertInstanceOf(Work.Prompt.class, next(own));
        assertEquals(1, plan.cores(), "a step cannot wait for the call's end");
        Crew crew = plan.crew();
        assertEquals(1, crew.cores(), "nor can an operator");
        assertEquals(2, crew.members());
        List<String> done = new ArrayList<>();
        crew.others().accept(() -> done.add("part"));
        assertInstanceOf(Work.Call.class, next(helper)).action().run();
        assertEquals(List.of("part"), done);
        plan.add(new NetworkTask.Leave());
        assertInstanceOf(Work.Leave.class, next(helper));
        assertEquals(1, plan.crew().members(), "a worker that has left helps nobody");
        plan.ended(chunk);
    }

    @Test
    void callsComeBeforeChunksAndLeavingComesLast() throws Exception {
        plan.add(new NetworkTask.Call(() -> {}));
        ChunkTask chunk = added(1, 10).get(0);
        plan.add(new NetworkTask.Leave());
        List<DecodingRow> own = new ArrayList<>();
        assertInstanceOf(Work.Call.class, next(own));
        assertSame(chunk, assertInstanceOf(Work.Prompt.class, next(own)).chunk());
        assertInstanceOf(Work.Step.class, next(own));
        plan.ended(chunk);
        own.clear();
        assertInstanceOf(Work.Leave.class, next(own));
    }

    @Test
    void whatNobodyHasTakenIsCancelled() {
        List<ChunkTask> chunks = added(2, 10);
        plan.cancel();
        assertTrue(chunks.stream().allMatch(ChunkTask::isCancelled));
    }

    @Test
    void everyWorkerLeavesInTheEnd() throws Exception {
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread worker = new Thread(() -> {
                try {
                    while (!(plan.next(new ArrayList<>()) instanceof Work.Leave)) {}
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            worker.start();
            workers.add(worker);
        }
        workers.forEach(worker -> plan.add(new NetworkTask.Leave()));
        for (Thread worker : workers) {
            worker.join(Duration.ofSeconds(20).toMillis());
            assertTrue(!worker.isAlive());
        }
    }

    @Test
    void aChunkIsAloneIfNoOtherIsInProgressOrWaits() throws Exception {
        ChunkTask chunk = added(1, 10).get(0);
        assertFalse(plan.isAlone(chunk), "it has not begun");
        next(new ArrayList<>());
        assertTrue(plan.isAlone(chunk));
        ChunkTask second = added(1, 10).get(0);
        assertFalse(plan.isAlone(chunk), "another waits");
        next(new ArrayList<>());
        assertFalse(plan.isAlone(chunk), "another is in progress");
        plan.ended(chunk);
        assertTrue(plan.isAlone(second));
        assertFalse(plan.isAlone(chunk));
    }

    @Test
    void aChunkIsNotAloneWhileAnotherIsEncodedAhead() throws Exception {
        ChunkTask first = added(1, 85).get(0);
        next(new ArrayList<>());
        ChunkTask second = added(1, 85).get(0);
        assertInstanceOf(Work.Encode.class, plan.next(new ArrayList<>()));
        assertFalse(plan.isAlone(first));
        plan.add(new EncodedChunk(second, torch.empty(1)));
        assertFalse(plan.isAlone(first));
    }

    @Test
    void roomThatCachesHaveTakenOnceIsNotSpare() throws Exception {
        List<ChunkTask> chunks = added(2, 16);
        assertTrue(plan.hasRoomToSpare());
        next(new ArrayList<>());
        assertTrue(plan.hasRoomToSpare());
        next(new ArrayList<>());
        plan.ended(chunks.get(0));
        assertFalse(plan.hasRoomToSpare(), "32 of 90 were taken");
    }
}
