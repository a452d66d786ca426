package qasr.job;

import java.nio.file.Path;
import java.util.Optional;
import qasr.batch.Shard;

/**
 * The options of a batch: existing outputs, resuming, report, stopping at a failure.
 *
 * @param resume whether an earlier run's journal is used
 * @param trace whether a journal is kept
 * @param report where to write the result of each recording
 * @param failFast whether the first failure ends the run
 * @param shard the shard of the inputs, if the run has one; the report names it
 */
public record BatchPolicy(
        OnExists onExists,
        boolean resume,
        boolean trace,
        Optional<Path> report,
        boolean failFast,
        Optional<Shard> shard) {
    /** Returns the same options for the shard of {@code division}. */
    public BatchPolicy of(Division division) {
        return new BatchPolicy(onExists, resume, trace, report, failFast, division.shard());
    }
}
