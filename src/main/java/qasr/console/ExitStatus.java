package qasr.console;

import java.util.Arrays;
import java.util.List;

/**
 * The exit statuses: the one list behind the code, the man page's EXIT STATUS and the tests. Scripts rely on the numbers;
 * 9 is kept free.
 */
public enum ExitStatus {
    DONE(0, "Every input is done. An input without speech is done too; a note on standard error names it."),
    INTERNAL(1, "An error inside qasr. Report it with the output of --debug."),
    USAGE(2, "The command line is wrong. Nothing was done."),
    SOME_FAILED(
            3,
            "Some inputs failed, or part of their speech could not be transcribed. Each has a line on standard error. All"
                    + " other inputs are done. Or sound is missing in what 'qasr record' recorded."),
    INPUT(4, "The only input, or every input, is missing, unreadable or without sound."),
    MODEL(
            5,
            "The model is missing, incomplete or damaged, and nothing was done. Or only the model for --diarize is missing:"
                    + " results are written without speakers. Or 'qasr models verify --listen' found too many errors."),
    DEVICE(6, "The requested device does not exist, there is no microphone to record from, or memory ran out."),
    OUTPUT(7, "A result could not be written, or 'qasr clean' could not remove a file."),
    COVERAGE(
            8,
            "Every input is done, but less speech was transcribed than --strict or --min-coverage requires, or times of words are"
                    + " not credible under --strict, or subtitles break a rule under --lint --strict, or 'qasr check"
                    + " --strict' found a problem."),
    HUNG_UP(129, "Stopped by SIGHUP (the terminal was closed), in the same way as by SIGINT."),
    INTERRUPTED(130, "Stopped by SIGINT (Ctrl-C). Finished results are complete; no half-written file is left."),
    TERMINATED(143, "Stopped by SIGTERM, in the same way as by SIGINT.");

    /** The number that a shell adds to the signal that ended a process. */
    public static final int SIGNALLED = 128;

    private final int code;
    private final String meaning;

    ExitStatus(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** Returns what a process ends with that was stopped by the signal {@code number}. */
    public static ExitStatus ofSignal(int number) {
        return Arrays.stream(values())
                .filter(status -> status.code == SIGNALLED + number)
                .findFirst()
                .orElse(INTERRUPTED);
    }

    /**
     * Returns what a run over {@code inputs} inputs ends with if these have failed. A status that speaks of every input
     * must be true of every input: an input with too little speech is done, a missing one is not.
     */
    public static ExitStatus ofRun(List<Failure> failures, int inputs) {
        if (failures.isEmpty()) {
            return DONE;
        }
        ExitStatus first = failures.get(0).status();
        boolean alike = failures.stream().allMatch(failure -> failure.status() == first);
        return alike && (first == COVERAGE || failures.size() == inputs) ? first : SOME_FAILED;
    }

    /** Returns the number the process ends with. */
    public int code() {
        return code;
    }

    /** Returns what it means, for the man page. */
    public String meaning() {
        return meaning;
    }
}
