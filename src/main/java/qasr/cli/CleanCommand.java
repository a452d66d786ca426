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
        description = {
            "Remove the caches and journals that qasr has written.",
            "Without FOLDER, unpacked libraries and packed weights are removed; qasr creates them again when it needs them. With FOLDER, only files in that folder are removed: journals, unfinished outputs and the record of finished outputs. Without that record, a later run does not replace the outputs in FOLDER unless --on-exists overwrite allows it.",
            "Each line of output has kind, size and path, separated by tabs. Results, models, settings and all other files stay."
        },
        footer = {"  qasr clean --dry-run", "  qasr clean -r ~/transcripts"})
final class CleanCommand implements Command {
    @Parameters(paramLabel = "FOLDER", arity = "0..*", description = "A folder with results.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = {"-r", "--recursive"},
            description = "Clean the subfolders of each FOLDER too.")
    private boolean recursive;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "DIR|NAME",
            description = {
                "Also remove the packed weights of this model.",
                "The weights of installed models and of the built-in model are removed without this option. The option can be given several times."
            })
    private List<Path> models = new ArrayList<>();

    @Option(
            names = "--keep-caches",
            description = "Keep the unpacked libraries and packed weights (default with FOLDER).")
    private boolean keepCaches;

    @Option(names = "--dry-run", description = "Only print what would be removed.")
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
