package qasr.spark;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import qasr.console.ExitStatus;

/**
 * How the job ends when the table is written.
 *
 * @param status the exit status of the driver
 * @param note a line for the user about it
 */
record Ending(int status, Optional<String> note) {
    private static final String YARN_ATTEMPTS = "spark.yarn.maxAppAttempts";
    private static final String SUPERVISE = "spark.driver.supervise";

    /**
     * Returns the status that qasr has for such results, or 0 if it would make Spark start the application again: that would
     * try the failed recordings a second time, and kill executors with them, for the same end.
     *
     * @param counts how many rows of the table have each status
     */
    static Ending of(Map<String, Long> counts, SparkConf conf) {
        ExitStatus status = status(counts);
        if (status == ExitStatus.DONE) {
            return new Ending(0, Optional.empty());
        }
        String reason = counts.getOrDefault(ResultRow.FAILED, 0L) + " failed, "
                + counts.getOrDefault(ResultRow.INCOMPLETE, 0L) + " incomplete";
        return restart(conf)
                .map(restart ->
                        new Ending(0, Optional.of(reason + ": ends with 0, not " + status.code() + ": " + restart)))
                .orElseGet(() -> new Ending(status.code(), Optional.of(reason + ": ends with " + status.code())));
    }

    private static ExitStatus status(Map<String, Long> counts) {
        if (counts.getOrDefault(ResultRow.FAILED, 0L) > 0) {
            return ExitStatus.SOME_FAILED;
        }
        return counts.getOrDefault(ResultRow.INCOMPLETE, 0L) > 0 ? ExitStatus.COVERAGE : ExitStatus.DONE;
    }

    private static Optional<String> restart(SparkConf conf) {
        boolean inCluster = conf.get("spark.submit.deployMode", "client").equals("cluster");
        if (inCluster && conf.get("spark.master", "").startsWith("yarn") && conf.getInt(YARN_ATTEMPTS, 2) > 1) {
            return Optional.of("YARN would start the application again, unless " + YARN_ATTEMPTS + "=1");
        }
        if (inCluster && conf.getBoolean(SUPERVISE, false)) {
            return Optional.of("the master would start the driver again, because of " + SUPERVISE);
        }
        return Optional.empty();
    }
}
