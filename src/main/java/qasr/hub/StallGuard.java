package qasr.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads an HTTP answer with a time limit between two parts. The JDK's client would wait for ever. */
final class StallGuard implements AutoCloseable {
    private final InputStream body;
    private final Duration limit;
    private final ScheduledExecutorService clock;
    private volatile long lastRead = System.nanoTime();
    private volatile boolean stalled;

    StallGuard(InputStream body, Duration limit) {
        this.body = body;
        this.limit = limit;
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "qasr-stall-guard");
            thread.setDaemon(true);
            return thread;
        });
        long period = Math.max(1, limit.toMillis() / 4);
        @SuppressWarnings("unused") // the task ends with the clock
        var watch = clock.scheduleAtFixedRate(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (System.nanoTime() - lastRead > limit.toNanos()) {
            stalled = true;
            closeBody();
        }
    }

    private void closeBody() {
        try {
            body.close();
        } catch (IOException e) {
            stalled = true; // read() reports it
        }
    }

    /** As {@link InputStream#read(byte[])}. */
    int read(byte[] buffer) throws IOException {
        lastRead = System.nanoTime();
        int count;
        try {
            count = body.read(buffer);
        } catch (IOException e) {
            throw stalled ? silence(e) : e;
        }
        if (stalled) {
            throw silence(null);
        }
        return count;
    }

    private SocketTimeoutException silence(Throwable cause) {
        SocketTimeoutException silence =
                new SocketTimeoutException("no data arrived for " + limit.toMillis() / 1000.0 + " s");
        silence.initCause(cause);
        return silence;
    }

    byte[] readAtMost(int limitBytes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int n = read(buffer); n >= 0; n = read(buffer)) {
            all.write(buffer, 0, n);
            if (all.size() > limitBytes) {
                throw new IOException("the answer is longer than " + limitBytes + " bytes");
            }
        }
        return all.toByteArray();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        closeBody();
    }
}
