package qasr.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.engine.ModelLocator;
import qasr.engine.Session;
import qasr.hub.InstalledModel;
import qasr.hub.ModelStore;
import qasr.run.Doctor;

/** {@code qasr models import}. */
@CommandLine.Command(
        name = "import",
        description = {"Install a model that is already on this machine.", "The files are checked first."},
        footer = {
            "  qasr models import Downloads/Qwen3-ASR-0.6B",
            "  qasr models import --link --name big /srv/models/Qwen3-ASR-1.7B"
        })
final class ModelsImportCommand implements Command {
    @Parameters(paramLabel = "DIR", description = "The directory of the downloaded model.")
    private Path directory;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Install the model as NAME (default: the name of DIR).")
    private String name;

    @Option(
            names = "--link",
            description = {"Link to the files in DIR instead of copying them.", "The files must stay where they are."})
    private boolean link;

    /** Returns how to use an installed model. */
    static String use(InstalledModel model) {
        return model.aligner() ? ", a forced aligner, which times words" : "; to use it: -m " + model.name();
    }

    @Override
    public ExitStatus run(Session session) throws CommandException {
        ModelStore store = new ModelLocator(session.environment(), session.console()).store();
        if (!ModelsVerifyCommand.report(session.console(), Doctor.checked(directory))) {
            return ExitStatus.MODEL;
        }
        String chosen = name == null
                ? String.valueOf(directory.toAbsolutePath().normalize().getFileName())
                : name;
        try {
            InstalledModel model = store.add(directory, chosen, link);
            session.console().note("installed " + model.path() + use(model));
            return ExitStatus.DONE;
        } catch (IOException e) {
            throw ModelsRemoveCommand.failure(store.folder(), e);
        }
    }
}
