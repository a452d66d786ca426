package qasr.cli;

import java.util.OptionalInt;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.Usage;

/** The option that limits the text of a chunk. */
@HelpHeading("Error checks")
final class BudgetOptions {
    private static final int MAX_TOKENS = 1_000_000;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            description = {
                "Limit the text of a chunk to N tokens (default: depends on its length).",
                "If a text reaches the limit, the passage is retried in smaller pieces, or marked as truncated."
            })
    private Integer maxNewTokens;

    /**
     * Returns the number, if there is one.
     *
     * @throws CommandException if it is out of range
     */
    OptionalInt maxTokens() throws CommandException {
        return maxNewTokens == null
                ? OptionalInt.empty()
                : OptionalInt.of((int) Usage.within("--max-new-tokens", maxNewTokens, 1, MAX_TOKENS, ""));
    }
}
