package qasr.console;

import java.util.Arrays;

/**
 * What the process tells its caller: the one list behind the code, the man page's EXIT STATUS and the tests. The
 * numbers are a contract with scripts; 9 is kept free.
 */
public enum ExitStatus {
    DONE(0, "Every input is done. One without speech is done too; a note on standard error says so."),
    INTERNAL(1, "An error inside qasr. Please report it with what --debug prints."),
    USAGE(2, "The command line is wrong; nothing was done."),
    SOME_FAILED(3, "Some inputs failed or lack speech, each with a line on standard error; all others are done."),
    INPUT(4, "The only input, or every one of them, is missing, unreadable or has no sound."),
    MODEL(
            5,
            "The model is missing, incomplete or damaged, and nothing was done; or 'qasr models verify --listen' found"
                    + " that it does not hear what it should."),
    DEVICE(6, "The device asked for is not there, or memory ran out."),
    OUTPUT(7, "A result could not be written, or what 'qasr clean' is to remove could not be."),
    COVERAGE(
            8, "Every input is done, but less of the speech was transcribed than --strict or --min-coverage asks for."),
    HUNG_UP(129, "Stopped by SIGHUP, as when a terminal is closed, in the same way as by SIGINT."),
    INTERRUPTED(130, "Stopped by SIGINT (Ctrl-C). Finished results are whole; no half-written file is left."),
    TERMINATED(143, "Stopped by SIGTERM, in the same way.");

    /** What a shell adds to the number of the signal that ended a process. */
    private static final int SIGNALLED = 128;

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

    /** Returns the number the process ends with. */
    public int code() {
        return code;
    }

    /** Returns what it means, for the man page. */
    public String meaning() {
        return meaning;
    }
}
