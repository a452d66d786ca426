package qasr.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qasr.batch.NameTemplate;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.Usage;
import qasr.engine.Session;
import qasr.job.Destination;
import qasr.job.Existing;
import qasr.job.Input;
import qasr.job.OnExists;
import qasr.job.TextStyle;
import qasr.run.ViewRun;

/** {@code qasr view}. */
@CommandLine.Command(
        name = "view",
        description = {
            "Write a page to read, listen and correct in a browser.",
            "The page is one HTML file that needs no network: meeting.view.html for meeting.json, in the same folder. It plays the recording from its place on this computer; the recording is not copied into the page. Corrections that you save in the page return to RESULT.json with 'qasr render RESULT.json --edits FILE'."
        },
        footer = {"  qasr view meeting.json", "  qasr view -d pages *.json"})
@HelpHeading("Output")
final class ViewCommand implements Command {
    private static final TextStyle PLAIN = new TextStyle(false, false);

    @Parameters(
            paramLabel = "RESULT.json",
            arity = "1..*",
            description = "A result of 'qasr transcribe -f json', or - for standard input.")
    private List<String> results;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the page to FILE. - is standard output.")
    private Path file;

    @Option(
            names = {"-d", "--output-dir"},
            paramLabel = "DIR",
            description = "Write the pages into DIR instead of beside each RESULT.json.")
    private Path folder;

    @Option(
            names = "--recording",
            paramLabel = "FILE",
            description = "Play FILE, if the recording was moved. Needs a single RESULT.json.")
    private Path recording;

    @Option(
            names = "--on-exists",
            paramLabel = "WHAT",
            defaultValue = "update",
            description = {
                "Choose what to do if a page exists: ${COMPLETION-CANDIDATES} (default: update).",
                "update replaces a page only if qasr wrote it and nobody has changed it since; a changed file is reported with status 7. skip keeps every existing page. overwrite always writes a new one. fail reports an error."
            })
    private OnExists onExists;

    @Option(
            names = "--backup",
            description = "Replace existing pages, and keep each old file as NAME.~1~, NAME.~2~ and so on.")
    private boolean backup;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        if (file != null && folder != null) {
            throw Usage.error("--output", "cannot be combined with --output-dir");
        }
        if (file != null && results.size() > 1) {
            throw Usage.error("--output", "takes the page of one RESULT.json; use -d DIR for several");
        }
        if (recording != null && results.size() > 1) {
            throw Usage.error("--recording", "needs a single RESULT.json");
        }
        if (recording != null && !Files.isRegularFile(recording)) {
            throw new CommandException(new Failure(recording.toString(), "no such file", ExitStatus.INPUT));
        }
        return new ViewRun(session, this::destination, Optional.ofNullable(recording))
                .run(results.stream().map(Input::new).toList());
    }

    private Destination destination(Path beside) {
        Existing existing = new Existing(onExists, backup);
        if (file != null) {
            return file.toString().equals("-")
                    ? new Destination.StandardOutput(PLAIN)
                    : new Destination.SingleFile(file, PLAIN, existing);
        }
        return new Destination.Folder(
                folder != null ? folder : beside, new Destination.Naming(NameTemplate.DEFAULT, ""), PLAIN, existing);
    }
}
