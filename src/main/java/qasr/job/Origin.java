package qasr.job;

import java.nio.file.Path;
import qasr.batch.FileName;

/**
 * The origin of an output.
 *
 * @param source the name of the recording
 * @param place the recording's absolute path as records have it, "" if that is not known
 * @param rendered whether the output is made from an earlier result, without decoding the recording
 * @param corrected whether the output contains a user's corrections or retried text
 */
public record Origin(String source, String place, boolean rendered, boolean corrected) {
    /** Creates the origin of an output of a recording whose place is not known. */
    public Origin(String source, boolean rendered, boolean corrected) {
        this(source, "", rendered, corrected);
    }

    /** Returns the origin of an output made from {@code input}. */
    public static Origin of(Input input) {
        return new Origin(input.name(), input.isFile() ? place(input.path()) : "", false, false);
    }

    /** Returns what a record calls the place of a recording. */
    public static String place(Path recording) {
        return FileName.shown(FileName.of(recording.toAbsolutePath().normalize()));
    }
}
