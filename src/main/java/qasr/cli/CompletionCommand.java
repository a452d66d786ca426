package qasr.cli;

import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import qasr.console.ExitStatus;
import qasr.engine.Session;

/** {@code qasr completion SHELL}. */
@CommandLine.Command(
        name = "completion",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Print what teaches a shell to complete qasr's command line.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  qasr completion bash > ~/.local/share/bash-completion/completions/qasr",
            "  qasr completion zsh > ~/.zfunc/_qasr",
            "  qasr completion fish > ~/.config/fish/completions/qasr.fish"
        })
final class CompletionCommand implements Command {
    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Completions shell;

    @Override
    public ExitStatus run(Session session) {
        session.console().result(shell.of(QasrCommand.parser()));
        return ExitStatus.DONE;
    }
}
