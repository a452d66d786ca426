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
            description = {
                "Continue a run that was interrupted (default: yes).",
                "Progress is kept in a journal beside the outputs. The next run in that folder removes journals older than 30 days. With --no-resume, an interrupted recording starts again."
            })
    private boolean resume;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--no-trace",
            description = {
                "Keep no journal, so that no text is stored outside the outputs.",
                "The sound of a pipe is still kept while it is processed, with --diarize and if words are timed after the text: in a temporary file beside the outputs, or in /tmp if there are none. Core dumps and crash reports are turned off too, and QASR_CRASH_FILE is refused."
            })
    private boolean noTrace;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = {
                "Write a JSON report on all recordings to FILE (-: standard output).",
                "The report has the status, seconds of sound and speech, speed, coverage, attempts and error of each recording."
            })
    private Path report;

    @Changes(Changes.Effect.NOTHING)
    @Option(names = "--fail-fast", description = "Stop at the first recording that fails.")
    private boolean failFast;

    /** Returns what was asked for, of outputs that exist {@code existing}. */
    BatchPolicy policy(Existing existing) {
        return new BatchPolicy(
                existing.onExists(), resume, !noTrace, Optional.ofNullable(report), failFast, Optional.empty());
    }
}
