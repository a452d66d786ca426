package qasr.cli;

import java.util.OptionalInt;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.Usage;

/** How chunks are decoded side by side, which changes nothing but the time. */
@HelpHeading("Model")
final class DecodingOptions {
    /** As many as any machine may have a use for: what caches may take together bounds them long before. */
    private static final int MAX_ROWS = 64;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--batch-size",
            paramLabel = "N|auto",
            defaultValue = "auto",
            completionCandidates = Words.Auto.class,
            description = {
                "Decode up to N chunks at once in each thread (default: auto).",
                "auto selects the fastest number, which is measured once per machine. The number does not change the text. If memory is short, fewer chunks are decoded at once."
            })
    private String batchSize;

    /**
     * Returns how many chunks each thread decodes side by side, if that is fixed.
     *
     * @throws CommandException if it is no number or out of range
     */
    OptionalInt rows() throws CommandException {
        if (batchSize.equals("auto")) {
            return OptionalInt.empty();
        }
        if (!batchSize.matches("\\d{1,9}")) {
            throw Usage.error("--batch-size", "'" + batchSize + "' is neither auto nor a number");
        }
        return OptionalInt.of((int) Usage.within("--batch-size", Integer.parseInt(batchSize), 1, MAX_ROWS, ""));
    }
}
