package qasr.cli;

import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import qasr.console.ExitStatus;
import qasr.engine.Session;

/** {@code qasr completion SHELL}. */
@CommandLine.Command(
        name = "completion",
        description = "Print a completion script for bash, zsh or fish.",
        footer = {
            "  qasr completion bash > ~/.local/share/bash-completion/completions/qasr",
            "  qasr completion zsh > ~/.zfunc/_qasr",
            "  qasr completion fish > ~/.config/fish/completions/qasr.fish"
        })
final class CompletionCommand implements Command {
    @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
    private Completions shell;

    @Override
    public ExitStatus run(Session session) {
        session.console().result(shell.of(QasrCommand.parser()));
        return ExitStatus.DONE;
    }
}
