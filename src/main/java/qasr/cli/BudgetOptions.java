package qasr.cli;

import java.util.OptionalInt;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.Usage;

/** How much may be said about a chunk. */
@HelpHeading("Guard")
final class BudgetOptions {
    private static final int MAX_TOKENS = 1_000_000;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            description = "Let the model say at most N tokens about one chunk (default: what its length allows). A text"
                    + " that ends there is truncated: it is listened to again in pieces, or says so.")
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
