package qasr.job;

import java.util.function.IntFunction;
import qasr.console.Console;
import qasr.output.ResultFormat;

/** Writes the headings between several results on one stream. */
final class Headings {
    private final ResultFormat.Sharing sharing;
    private final IntFunction<String> names;
    private boolean first = true;

    /**
     * Makes headings.
     *
     * @param sharing how the results share the stream
     * @param names what each is of
     */
    Headings(ResultFormat.Sharing sharing, IntFunction<String> names) {
        this.sharing = sharing;
        this.names = names;
    }

    /** Returns what comes before the result at {@code index}: a heading as head(1) and tail(1) write them, or nothing. */
    String next(int index) {
        String gap = first ? "" : "\n";
        first = false;
        return switch (sharing) {
            case HEADINGS -> gap + "==> " + Console.oneLine(names.apply(index)) + " <==\n";
            case OWN_HEADINGS -> gap;
            case LINES, NEVER -> "";
        };
    }
}
