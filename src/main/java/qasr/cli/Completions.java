package qasr.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The shells that complete qasr's command line, with scripts made from the options. */
enum Completions {
    BASH,
    ZSH,
    FISH;

    /** Returns the script that teaches the shell the command line of {@code parser}. */
    String of(CommandLine parser) {
        CommandSpec program = parser.getCommandSpec();
        return switch (this) {
            case BASH -> BashCompletion.of(program);
            case ZSH -> ZshCompletion.of(program);
            case FISH -> FishCompletion.of(program);
        };
    }
}
