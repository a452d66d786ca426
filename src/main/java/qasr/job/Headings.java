package qasr.job;

import java.util.function.IntFunction;
import qasr.console.Console;
import qasr.output.ResultFormat;

/** Writes the headings between several results on one stream. */
final class Headings {
    private final ResultFormat format;
    private final boolean shared;
    private final IntFunction<String> names;
    private boolean first = true;

    /**
     * Makes headings.
     *
     * @param format of the results, which says how they share the stream
     * @param shared whether there are several
     * @param names what each is of
     */
    Headings(ResultFormat format, boolean shared, IntFunction<String> names) {
        this.format = format;
        this.shared = shared;
        this.names = names;
    }

    /** Returns what comes before the result at {@code index}: a heading as head(1) and tail(1) write them, or nothing. */
    String next(int index) {
        if (!shared) {
            return "";
        }
        boolean begins = first;
        String gap = begins ? "" : "\n";
        first = false;
        return switch (format.sharing()) {
            case HEADINGS -> gap + "==> " + Console.oneLine(names.apply(index)) + " <==\n";
            case OWN_HEADINGS -> gap;
            case ROWS -> begins ? format.columns() : "";
            case LINES, NEVER -> "";
        };
    }
}
