package qasr.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.engine.ModelLocator;
import qasr.engine.Session;
import qasr.hub.ByteCount;
import qasr.hub.InstalledModel;
import qasr.hub.ModelStore;

/** {@code qasr models list}. */
@CommandLine.Command(
        name = "list",
        description = {
            "List the installed models.",
            "Each line has name, size and directory, separated by tabs. The line of a model that does not transcribe ends in another tab and its kind: 'aligner', 'speaker embeddings' or 'speaker activity'."
        },
        footer = "  qasr models list --json")
final class ModelsListCommand implements Command {
    @Option(
            names = "--json",
            description =
                    "Write a JSON list of name, bytes, path and kind (recogniser, aligner, speaker embeddings or speaker activity).")
    private boolean json;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        ModelStore store = new ModelLocator(session.environment(), session.console()).store();
        List<InstalledModel> models = ModelLocator.models(store);
        if (json) {
            session.console().result(json(models) + "\n");
        } else if (models.isEmpty()) {
            session.console().note("no model is installed in " + store.folder());
        } else {
            models.forEach(model -> session.console()
                    .result(model.name() + "\t" + ByteCount.of(model.bytes()) + "\t" + model.path()
                            + (model.recogniser() ? "" : "\t" + model.kind().label()) + "\n"));
        }
        return ExitStatus.DONE;
    }

    private static String json(List<InstalledModel> models) {
        JsonArray list = new JsonArray();
        for (InstalledModel model : models) {
            JsonObject entry = new JsonObject();
            entry.addProperty("name", model.name());
            entry.addProperty("bytes", model.bytes());
            entry.addProperty("path", model.path().toString());
            entry.addProperty("kind", model.kind().label());
            list.add(entry);
        }
        return list.toString();
    }
}
