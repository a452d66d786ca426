package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests that no computation runs any more when a pool has failed: its caller releases what the others use. */
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
}
