package qasr.cli;

import java.io.IOException;
import java.nio.file.Files;
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
import qasr.hub.SpeakerInstall;
import qasr.run.Doctor;
import qasr.speakers.SpeakerWeightFile;
import qasr.speakers.SpeakerWeights;

/** {@code qasr models import}. */
@CommandLine.Command(
        name = "import",
        description = {
            "Install a model that is already on this machine.",
            "The files are checked first.",
            "For models that tell speakers apart, DIR is the weight file itself: a CAM++ checkpoint, or segmentation-3.0 as pytorch_model.bin or model.onnx. The file's content tells which model it is. Nothing in the file is executed."
        },
        footer = {
            "  qasr models import Downloads/Qwen3-ASR-0.6B",
            "  qasr models import --link --name big /srv/models/Qwen3-ASR-1.7B",
            "  qasr models import Downloads/campplus_cn_en_common.pt"
        })
final class ModelsImportCommand implements Command {
    @Parameters(
            paramLabel = "DIR",
            description = "The directory of the downloaded model, or the weight file of a speaker model.")
    private Path directory;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Install the model as NAME (default: the name of DIR; for speaker models campplus or segmentation-3.0).")
    private String name;

    @Option(
            names = "--link",
            description = {"Link to the files in DIR instead of copying them.", "The files must stay where they are."})
    private boolean link;

    /** Returns how to use an installed model. */
    static String use(InstalledModel model) {
        return switch (model.kind()) {
            case RECOGNISER -> "; to use it: -m " + model.name();
            case ALIGNER -> ", a forced aligner, which times words";
            case EMBEDDINGS -> ", a model that tells voices apart";
            case ACTIVITY -> ", a model that finds who speaks when";
        };
    }

    @Override
    public ExitStatus run(Session session) throws CommandException {
        ModelStore store = new ModelLocator(session.environment(), session.console()).store();
        if (Files.isRegularFile(directory)) {
            return importSpeakers(session, store);
        }
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

    private ExitStatus importSpeakers(Session session, ModelStore store) throws CommandException {
        try {
            SpeakerWeights weights = SpeakerWeightFile.read(directory);
            String chosen = name == null ? weights.model().id() : name;
            InstalledModel model = new SpeakerInstall(store).add(weights, chosen, link);
            session.console()
                    .note(weights.published()
                            .map(known -> directory + ": is " + known.title() + " (" + known.licence() + ")")
                            .orElse(directory + ": fits " + weights.model().id()
                                    + ", but is none of the published files that qasr knows"));
            session.console().note("installed " + model.path() + use(model));
            return ExitStatus.DONE;
        } catch (IOException e) {
            throw ModelsRemoveCommand.failure(store.folder(), e);
        }
    }
}
