package qasr.cli;

/** The lines that tell several results on one stream apart, as head(1) and tail(1) write them. */
final class Headings {
    private Headings() {}

    /** Returns the heading of {@code input}; all but the first are set off by an empty line. */
    static String of(Input input, boolean first) {
        return (first ? "" : "\n") + "==> " + Console.oneLine(input.name()) + " <==\n";
    }
}
