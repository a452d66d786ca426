package qasr.job;

/**
 * The rule for output files that exist.
 *
 * @param backup whether a file that is replaced is kept under a numbered name, which also allows to replace any file
 */
public record Existing(OnExists onExists, boolean backup) {
    /** Files that this program wrote are replaced if nobody has changed them. */
    public static final Existing UPDATE = new Existing(OnExists.UPDATE, false);
}
