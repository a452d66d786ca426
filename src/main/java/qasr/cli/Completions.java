package qasr.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The shells that complete qasr's command line, with scripts made from the options. */
enum Completions {
    BASH(BashCompletion::of),
    ZSH(ZshCompletion::of),
    FISH(FishCompletion::of);

    private final Function<CommandSpec, String> script;

    Completions(Function<CommandSpec, String> script) {
        this.script = script;
    }

    /** Returns the script that teaches the shell the command line of {@code parser}. */
    String of(CommandLine parser) {
        return script.apply(parser.getCommandSpec());
    }
}
