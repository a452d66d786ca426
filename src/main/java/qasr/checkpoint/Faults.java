package qasr.checkpoint;

import java.nio.file.Path;
import qasr.model.ModelException;

/**
 * Makes the errors about a file, in one line.
 *
 * @param file the subject of each message
 */
record Faults(Path file) {
    private static final int LONGEST_QUOTE = 80;

    /** Returns an error for a file that is damaged or was made to look like a checkpoint. */
    ModelException damaged(String what) {
        return new ModelException(file + ": " + what + "; the file is damaged or not a checkpoint: download it again");
    }

    /** Returns an error for a file that no download will repair. */
    ModelException unusable(String what) {
        return new ModelException(file + ": " + what);
    }

    /** Returns an error for a file that the system cannot read. */
    ModelException unreadable(Exception cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new ModelException(file + ": cannot be read: " + quoted(reason), cause);
    }

    /** Returns {@code text} from a file, shortened and in one line. */
    static String quoted(String text) {
        String start = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
        return start.replaceAll("[\\p{Cntrl}\u2028\u2029]", "?");
    }
}
