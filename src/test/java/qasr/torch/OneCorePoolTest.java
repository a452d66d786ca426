package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests that no computation runs any more when a pool has failed or is closed: its caller releases what the others use. */
final class OneCorePoolTest {
    @BeforeAll
    static void load() {
        Libtorch.start();
    }

    @Test
    void afterAFailureNoComputationRuns() {
        CountDownLatch failing = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        try (OneCorePool pool = new OneCorePool("test", 2)) {
            IllegalStateException problem = assertThrows(
                    IllegalStateException.class,
                    () -> pool.map(20, item -> {
                        begun.incrementAndGet();
                        try {
                            if (item == 0) {
                                failing.await();
                                throw new IllegalArgumentException("no");
                            }
                            failing.countDown();
                            Thread.sleep(200);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        } finally {
                            ended.incrementAndGet();
                        }
                        return item;
                    }));
            assertEquals("no", problem.getMessage());
            assertEquals(begun.get(), ended.get());
            assertEquals(List.of(0, 1, 2), pool.map(3, item -> item));
        }
    }

    @Test
    void closingWaitsForWhatRunsAndBeginsNothing() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        OneCorePool pool = new OneCorePool("test", 1);
        CompletableFuture<List<Integer>> results = CompletableFuture.supplyAsync(() -> pool.map(3, item -> {
            begun.incrementAndGet();
            running.countDown();
            work();
            ended.incrementAndGet();
            return item;
        }));
        running.await();
        pool.close();
        assertEquals(1, ended.get());
        CompletionException problem = assertThrows(CompletionException.class, results::join);
        assertEquals("the threads are closed", problem.getCause().getMessage());
        assertEquals(1, begun.get());
        assertThrows(IllegalStateException.class, () -> pool.map(1, item -> item));
    }

    @Test
    void closingTheOnlyCoreWaitsForItsTask() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        OneCore core = OneCore.start("test");
        CompletableFuture<Void> task = CompletableFuture.runAsync(() -> core.run(() -> {
            running.countDown();
            work();
            ended.incrementAndGet();
        }));
        running.await();
        Thread.currentThread().interrupt(); // as when the whole run is interrupted
        core.close();
        assertTrue(Thread.interrupted());
        assertEquals(1, ended.get());
        task.join();
    }

    private static void work() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
