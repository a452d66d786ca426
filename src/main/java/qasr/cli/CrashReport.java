package qasr.cli;

import qasr.console.CommandException;
import qasr.console.Environment;
import qasr.console.Usage;
import qasr.job.BatchPolicy;

/**
 * The JVM's report of its own crash, which may contain speech. The launcher allows a report only if a variable names
 * its file.
 */
final class CrashReport {
    static final String VARIABLE = "QASR_CRASH_FILE";

    private CrashReport() {}

    /**
     * Refuses a crash report in a run with --no-trace.
     *
     * @throws CommandException if a crash report was requested
     */
    static void checkAgainst(BatchPolicy policy, Environment environment) throws CommandException {
        if (!policy.trace() && environment.variable(VARIABLE).isPresent()) {
            throw Usage.error(
                    VARIABLE,
                    "a crash report may contain speech, which --no-trace forbids; unset this variable or leave out --no-trace");
        }
    }
}
