package qasr.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import qasr.batch.NameFilter;

/**
 * The checked job of {@code transcribe --watch}.
 *
 * @param folder the folder to watch, which need not be there yet
 * @param recursive whether its subfolders are watched too
 * @param settle how long a recording must be unchanged before it is taken
 * @param idleExit how long no recording must have come for the watch to end; empty for no end
 */
public record WatchJob(
        Path folder, boolean recursive, NameFilter filter, Duration settle, Optional<Duration> idleExit) {}
