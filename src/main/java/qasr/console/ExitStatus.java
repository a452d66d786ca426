package qasr.console;

/**
 * What the process tells its caller: the one list behind the code, the man page's EXIT STATUS and the tests. The
 * numbers are a contract with scripts; 9 is kept free.
 */
public enum ExitStatus {
    DONE(0, "Every input is done. An input without speech is done too, with a note on standard error."),
    INTERNAL(1, "An error inside qasr. Please report it with what --debug prints."),
    USAGE(2, "The command line is wrong; nothing was done."),
    SOME_FAILED(3, "Some inputs failed, each with a line on standard error. All others are done."),
    INPUT(4, "No input could be read: each is missing, damaged or without sound."),
    MODEL(
            5,
            "The model is missing, incomplete or damaged, and nothing was done. Or 'qasr models verify --listen' found"
                    + " that it transcribes wrong words."),
    DEVICE(6, "The device is not available, or memory ran out."),
    OUTPUT(7, "A file could not be written, or could not be removed by 'qasr clean'."),
    COVERAGE(
            8, "Every input is done, but less of the speech was transcribed than --strict or --min-coverage requires."),
    INTERRUPTED(130, "Stopped by SIGINT (Ctrl-C). Finished results are complete; no half-written file is left."),
    TERMINATED(143, "Stopped by SIGTERM, in the same way.");

    private final int code;
    private final String meaning;

    ExitStatus(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
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
