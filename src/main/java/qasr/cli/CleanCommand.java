package qasr.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Usage;
import qasr.engine.Session;
import qasr.job.CleanJob;
import qasr.run.CleanRun;

/** {@code qasr clean}. */
@CommandLine.Command(
        name = "clean",
        sortOptions = false,
        description = {
            "Remove what qasr keeps on the disk besides results. Without a FOLDER: unpacked libraries and packed weights,"
                    + " which come back when they are needed. With a FOLDER: only what runs have left in it, which are"
                    + " journals, unfinished outputs and the record of what outputs were made from. Without that record,"
                    + " a later run does not replace the outputs in FOLDER unless --on-exists overwrite allows it. Prints"
                    + " what is removed: kind, size and path, separated by tabs. Results, models and settings stay, and so"
                    + " does every file that qasr does not know for its own."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  qasr clean --dry-run", "  qasr clean -r ~/transcripts"})
final class CleanCommand implements Command {
    @Parameters(paramLabel = "FOLDER", arity = "0..*", description = "A folder that results were written to.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = {"-r", "--recursive"},
            description = "Take the folders in each FOLDER too.")
    private boolean recursive;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "DIR|NAME",
            description =
                    "Remove the weights packed beside this model too; those of installed models and of the built-in"
                            + " one are found without. May be given several times.")
    private List<Path> models = new ArrayList<>();

    @Option(
            names = "--keep-caches",
            description = "Leave unpacked libraries and packed weights where they are, as with any FOLDER.")
    private boolean keepCaches;

    @Option(names = "--dry-run", description = "Only say what would be removed.")
    private boolean dryRun;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        if (keepCaches && folders.isEmpty()) {
            throw Usage.error(
                    "--keep-caches", "leaves nothing to remove; name the folders that results were written to");
        }
        return new CleanRun(session, new CleanJob(folders, recursive, models, keepCaches, dryRun)).run();
    }
}
