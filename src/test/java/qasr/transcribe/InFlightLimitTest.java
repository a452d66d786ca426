package qasr.transcribe;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {
    /** Takes a place in a separate thread and completes when it has the place. */
    private static CountDownLatch taken(InFlightLimit places, double seconds) {
        CountDownLatch taken = new CountDownLatch(1);
        Thread taker = new Thread(() -> {
            try {
                places.take(seconds);
                taken.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        taker.setDaemon(true);
        taker.start();
        return taken;
    }

    private static void assertComes(CountDownLatch taken) throws InterruptedException {
        assertTrue(taken.await(10, TimeUnit.SECONDS));
    }

    private static void assertWaits(CountDownLatch taken) throws InterruptedException {
        assertFalse(taken.await(50, TimeUnit.MILLISECONDS));
    }

    @Test
    void chunksAreCounted() throws Exception {
        InFlightLimit places = new InFlightLimit(2, 100);
        places.take(1);
        places.take(1);
        CountDownLatch third = taken(places, 1);
        assertWaits(third);
        places.giveBack(1);
        assertComes(third);
    }

    @Test
    void secondsAreCounted() throws Exception {
        InFlightLimit places = new InFlightLimit(10, 60);
        places.take(29.5);
        places.take(29.5);
        CountDownLatch third = taken(places, 0.2);
        assertWaits(third);
        places.giveBack(29.5);
        assertComes(third);
    }

    @Test
    void aChunkLongerThanAllGoesAlone() throws Exception {
        InFlightLimit places = new InFlightLimit(10, 60);
        places.take(400);
        CountDownLatch next = taken(places, 1);
        assertWaits(next);
        places.giveBack(400);
        assertComes(next);
        assertComes(taken(places, 59));
    }
}
