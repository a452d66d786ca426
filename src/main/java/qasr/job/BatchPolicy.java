package qasr.job;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of a batch: existing outputs, resuming, report, stopping at a failure.
 *
 * @param resume whether an earlier run's journal is used
 * @param trace whether a journal is kept
 * @param report where to write the result of each recording
 * @param failFast whether the first failure ends the run
 */
public record BatchPolicy(OnExists onExists, boolean resume, boolean trace, Optional<Path> report, boolean failFast) {}
