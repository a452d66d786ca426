package qasr.watch;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The time of this machine. A pause ends early when the operating system reports a change; where it reports none, as on
 * many network drives, the pause takes its time.
 */
public final class Waker implements Ticks, Closeable {
    /** A file that grows makes many events. */
    private static final Duration LEAST = Duration.ofMillis(100);

    private static final int MOST_FOLDERS = 500;

    private final Optional<WatchService> service;
    private final Map<Path, WatchKey> keys = new HashMap<>();

    public Waker() {
        service = open();
    }

    private static Optional<WatchService> open() {
        try {
            return Optional.of(FileSystems.getDefault().newWatchService());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty(); // no more of them for this user
        }
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void pause(Duration most, Collection<Path> folders) {
        try {
            Duration least = most.compareTo(LEAST) < 0 ? most : LEAST;
            Thread.sleep(least.toMillis());
            long rest = most.minus(least).toNanos();
            if (service.isEmpty()) {
                TimeUnit.NANOSECONDS.sleep(rest);
                return;
            }
            register(folders);
            WatchKey key = service.get().poll(rest, TimeUnit.NANOSECONDS);
            while (key != null) {
                key.pollEvents();
                key.reset();
                key = service.get().poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the watch was interrupted", e);
        }
    }

    private void register(Collection<Path> folders) {
        keys.values().removeIf(key -> !key.isValid());
        for (Path folder : folders) {
            if (keys.size() < MOST_FOLDERS && !keys.containsKey(folder)) {
                try {
                    keys.put(
                            folder,
                            folder.register(
                                    service.orElseThrow(),
                                    StandardWatchEventKinds.ENTRY_CREATE,
                                    StandardWatchEventKinds.ENTRY_MODIFY,
                                    StandardWatchEventKinds.ENTRY_DELETE));
                } catch (IOException | UnsupportedOperationException | ClosedWatchServiceException e) {
                    return; // gone, or no events here: the next look comes in time
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            if (service.isPresent()) {
                service.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
