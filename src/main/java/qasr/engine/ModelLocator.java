package qasr.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.console.Environment;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.UserFolders;
import qasr.hub.InstalledModel;
import qasr.hub.ModelStore;
import qasr.text.Spelling;

/** Finds the model to use: a directory, an installed one by its name, or the one to take where the user named none. */
public final class ModelLocator {
    /** What people have to know before they judge the program by the built-in model. */
    public static final String DEMO_NOTE =
            "no model is installed: using the built-in demonstration model, which knows only telephone prompts. The text of"
                    + " your own recordings will be wrong. To install a real model once (1.9 GB), run: qasr models pull"
                    + " Qwen/Qwen3-ASR-0.6B";

    private static final String CONFIG = "config.json";

    private final Environment environment;
    private final Console console;

    public ModelLocator(Environment environment, Console console) {
        this.environment = environment;
        this.console = console;
    }

    /**
     * Returns the directory asked for, or else the installed model's, or else the built-in one's, and says which.
     *
     * @throws CommandException if there is none
     */
    public Path locate(ModelRequest request) throws CommandException {
        if (request.directory().isPresent()) {
            return named(request.directory().get());
        }
        Optional<Path> installed = installed();
        if (installed.isPresent()) {
            return installed.get();
        }
        Optional<Path> demo =
                environment.home().map(home -> home.resolve("models").resolve("demo"));
        if (demo.filter(directory -> Files.exists(directory.resolve(CONFIG))).isPresent()) {
            console.note(DEMO_NOTE);
            return demo.get();
        }
        throw new CommandException(new Failure(
                "--model",
                "no model is installed, and this copy of qasr has no built-in one; run 'qasr models pull"
                        + " Qwen/Qwen3-ASR-0.6B' (1.9 GB), or name a model directory with -m DIR",
                ExitStatus.MODEL));
    }

    /**
     * Returns the folder of installed models.
     *
     * @throws CommandException if nobody knows where it is
     */
    public ModelStore store() throws CommandException {
        return knownStore()
                .orElseThrow(() -> new CommandException(new Failure(
                        "models",
                        "neither XDG_DATA_HOME nor HOME says where models are installed; set one",
                        ExitStatus.USAGE)));
    }

    /**
     * Returns the installed models.
     *
     * @throws CommandException if their folder cannot be read
     */
    public static List<InstalledModel> models(ModelStore store) throws CommandException {
        try {
            return store.models();
        } catch (IOException e) {
            throw new CommandException(
                    new Failure(store.folder().toString(), "cannot be read: " + Failure.reason(e), ExitStatus.MODEL),
                    e);
        }
    }

    private Optional<ModelStore> knownStore() {
        return new UserFolders(environment).data().map(folder -> new ModelStore(folder.resolve("models")));
    }

    /**
     * Returns the directory that {@code directory} or the installed model of this name is; a directory comes first.
     *
     * @throws CommandException if there is neither
     */
    public Path named(Path directory) throws CommandException {
        if (Files.exists(directory) || directory.isAbsolute()) {
            return directory; // and what is wrong with it is said when it is opened
        }
        String name = directory.toString();
        List<String> names = List.of();
        Optional<ModelStore> store = knownStore();
        if (store.isPresent()) {
            try {
                Optional<InstalledModel> found = store.get().find(name);
                if (found.isPresent()) {
                    return found.get().path();
                }
            } catch (IOException e) {
                throw new CommandException(new Failure(name, Failure.reason(e), ExitStatus.MODEL), e);
            }
            names = models(store.get()).stream().map(InstalledModel::name).toList();
        }
        List<String> near = Spelling.near(name.substring(name.lastIndexOf('/') + 1), names);
        throw new CommandException(new Failure(
                name,
                "no model of this name is installed, and there is no such directory"
                        + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?")
                        + "; 'qasr models list' lists the installed models, 'qasr models pull Qwen/Qwen3-ASR-0.6B' installs one",
                ExitStatus.MODEL));
    }

    private Optional<Path> installed() throws CommandException {
        Optional<ModelStore> store = knownStore();
        List<InstalledModel> models = store.isEmpty() ? List.of() : models(store.get());
        if (models.isEmpty()) {
            return Optional.empty();
        }
        Path first = models.get(0).path();
        String others = models.size() == 1
                ? ""
                : " (the first of " + models.size() + " in " + store.get().folder() + "; choose with -m NAME)";
        console.note("using the installed model " + first + others);
        return Optional.of(first);
    }
}
