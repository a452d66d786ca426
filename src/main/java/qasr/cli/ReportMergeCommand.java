package qasr.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.engine.Session;
import qasr.run.MergeRun;

/** {@code qasr report merge}. */
@CommandLine.Command(
        name = "merge",
        description = {
            "Make one report of several, such as those of all shards.",
            "A recording that is in several reports counts once: its row with the best status (done, current, failed, not_begun), or of rows with the same status the row of the report that is named last. The counts are computed again. A note names the shards without a report."
        },
        footer = {"  qasr report merge -o all.json report-*.json", "  qasr report merge monday.json tuesday.json | less"
        })
@HelpHeading("Output")
final class ReportMergeCommand implements Command {
    @Parameters(paramLabel = "REPORT", arity = "1..*", description = "A file that 'qasr transcribe --report' wrote.")
    private List<Path> reports;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = {
                "Write the report to FILE instead of standard output.",
                "FILE is replaced only when the whole report has been written, and only if it is a report."
            })
    private Path output;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        return new MergeRun(
                        session,
                        reports,
                        Optional.ofNullable(output)
                                .filter(file -> !file.toString().equals("-")))
                .run();
    }
}
