package qasr.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import qasr.batch.ClockTime;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.job.BatchPolicy;
import qasr.job.Destination;
import qasr.job.Input;
import qasr.job.OnExists;
import qasr.job.WatchJob;

/** Options that watch a folder for recordings. */
@HelpHeading("Input")
final class WatchOptions {
    private static final String WATCH = "--watch";
    private static final Duration SETTLE = Duration.ofSeconds(10);

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = WATCH,
            paramLabel = "DIR",
            description = {
                "Wait for recordings in DIR, and transcribe each when it is whole. Needs -d.",
                "The recordings that are in DIR already come first. A recording is whole if it has not changed for 10 seconds (see --settle), no program has locked it, and the length in its header and the index of an MP4 file are there; after 10 minutes without a change, it is taken even if it looks cut off, but never while it is locked. Names of unfinished downloads, such as talk.mp4.part, and hidden files are left. If DIR disappears, as an unmounted drive does, qasr waits until it is there again. The model stays in memory until no recording has come for 10 minutes. Ctrl-C ends the run; the same command continues."
            })
    private Path folder;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--idle-exit",
            paramLabel = "DURATION",
            description =
                    "With --watch, stop when no recording has come for DURATION: seconds or [h:]mm:ss (default: never).")
    private String idleExit;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--settle",
            paramLabel = "DURATION",
            description = {
                "With --watch, take a recording when it has not changed for DURATION (default: 10).",
                "After pauses in a copy, qasr waits three times as long as the longest pause, up to two minutes."
            })
    private String settle;

    /** Returns whether a folder is to be watched. */
    boolean isGiven() {
        return folder != null;
    }

    /**
     * Makes sure that the options of a watch are given with one only.
     *
     * @throws CommandException if not
     */
    void checkAlone() throws CommandException {
        if (folder == null && idleExit != null) {
            throw Usage.error("--idle-exit", "needs a folder to watch: add --watch DIR");
        }
        if (folder == null && settle != null) {
            throw Usage.error("--settle", "needs a folder to watch: add --watch DIR");
        }
    }

    /**
     * Returns the watch.
     *
     * @throws CommandException if the options do not fit together
     */
    WatchJob job(InputOptions inputs, Destination target, BatchPolicy policy) throws CommandException {
        if (inputs.areNamed()) {
            throw Usage.error(WATCH, "cannot be combined with INPUT or --files-from: DIR is the only input");
        }
        if (inputs.areDivided()) {
            throw Usage.error(
                    "--shard", "cannot be combined with --watch: one run takes all that arrives; leave it out");
        }
        if (!(target instanceof Destination.Folder to)) {
            throw Usage.error(WATCH, "needs a folder for the results: use -d DIR, without -o");
        }
        if (!to.naming().template().distinguishesRecordings()) {
            throw Usage.error("--name-template", "several recordings would have the same file name: add {stem}");
        }
        if (policy.onExists() == OnExists.FAIL) {
            throw Usage.error(
                    WATCH,
                    "cannot be combined with --on-exists fail, which fails at every finished recording; use skip");
        }
        if (policy.report().filter(Path.of(Input.STANDARD_INPUT)::equals).isPresent()) {
            throw Usage.error(
                    "--report", "with --watch, the report needs a file, because it is written again and again");
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw Usage.error(WATCH, folder + ": is not a directory");
        }
        return new WatchJob(
                folder,
                inputs.isRecursive(),
                inputs.filter(),
                time("--settle", settle).orElse(SETTLE),
                time("--idle-exit", idleExit));
    }

    private static Optional<Duration> time(String option, String text) throws CommandException {
        try {
            return Optional.ofNullable(text).map(ClockTime::parse);
        } catch (IllegalArgumentException e) {
            throw Usage.error(option, e.getMessage());
        }
    }
}
