package qasr.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/** The time of a watch. */
public interface Ticks {
    /** Returns a time in nanoseconds that only moves forward. */
    long nanos();

    /** Waits for {@code most}, or until one of {@code folders} has changed. */
    void pause(Duration most, Collection<Path> folders);
}
