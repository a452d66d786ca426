package qasr.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The shells with a completion script for qasr, which is generated from the options. */
enum Completions {
    BASH,
    ZSH,
    FISH;

    /** Returns the completion script for the command line of {@code parser}. */
    String of(CommandLine parser) {
        CommandSpec command = parser.getCommandSpec();
        return switch (this) {
            case BASH -> BashCompletion.of(command);
            case ZSH -> ZshCompletion.of(command);
            case FISH -> FishCompletion.of(command);
        };
    }
}
