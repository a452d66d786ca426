package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import qasr.job.BatchPolicy;
import qasr.job.Existing;

/** How a batch treats what earlier runs have left, and how it ends. */
final class BatchOptions {
    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--resume",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Go on where a run that was stopped left off, from its journal beside the outputs, which is"
                    + " kept for 30 days at most; on unless --no-resume.")
    private boolean resume;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--no-trace",
            description =
                    "Keep no journal: nothing that was said is written anywhere but into the outputs, not even by a"
                            + " crash: core dumps and crash reports are off, and QASR_CRASH_FILE is refused.")
    private boolean noTrace;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Write to FILE, or to standard output if it is -, as JSON what became of each recording: status, seconds of sound and speech,"
                            + " speed, coverage, attempts, error.")
    private Path report;

    @Changes(Changes.Effect.NOTHING)
    @Option(names = "--fail-fast", description = "Stop at the first recording that fails.")
    private boolean failFast;

    /** Returns what was asked for, of outputs that exist {@code existing}. */
    BatchPolicy policy(Existing existing) {
        return new BatchPolicy(existing.onExists(), resume, !noTrace, Optional.ofNullable(report), failFast);
    }
}
