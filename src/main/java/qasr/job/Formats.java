package qasr.job;

import java.util.List;
import qasr.output.ResultFormat;

/** Which formats a run writes. */
public final class Formats {
    private Formats() {}

    /**
     * Returns the formats asked for, each once; or the one that the output file's name ends in; or the first of
     * {@code all}.
     *
     * @param asked what the command line names, null if nothing
     */
    public static <F extends ResultFormat> List<F> chosen(List<F> asked, Destination destination, F[] all) {
        if (asked != null) {
            return asked.stream().distinct().toList();
        }
        if (destination instanceof Destination.SingleFile file) {
            String name = String.valueOf(file.path().getFileName());
            for (F format : all) {
                if (name.endsWith("." + format.extension())) {
                    return List.of(format);
                }
            }
        }
        return List.of(all[0]);
    }
}
