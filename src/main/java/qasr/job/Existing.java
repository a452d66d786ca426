package qasr.job;

/**
 * The rule for output files that exist.
 *
 * @param backup whether a file that is replaced is kept under a numbered name, which also allows to replace any file
 */
public record Existing(OnExists onExists, boolean backup) {
    /** Replaces files that qasr wrote and nobody has changed since. */
    public static final Existing UPDATE = new Existing(OnExists.UPDATE, false);
}
