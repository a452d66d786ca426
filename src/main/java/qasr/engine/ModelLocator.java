package qasr.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
import qasr.speakers.SpeakerModel;
import qasr.text.Spelling;

/** Finds the directory of the model to use: a given directory, an installed model by its name, or a default model. */
public final class ModelLocator {
    /** The note for runs with the built-in model: its text is wrong for ordinary recordings. */
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
     * Returns the requested directory. If none was requested: the first installed model's, then the built-in model's; a
     * note names the choice.
     *
     * @throws CommandException if there is no model
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
            console.caution(DEMO_NOTE); // a job of cron may run without the variables that lead to the user's models
            return demo.get();
        }
        throw new CommandException(new Failure(
                "--model",
                "no model is installed, and this build contains no demo model; run 'qasr models pull"
                        + " Qwen/Qwen3-ASR-0.6B', or pass -m DIR",
                ExitStatus.MODEL));
    }

    /**
     * Returns the directory that {@link #locate} would return, without a note; empty if there is none.
     *
     * @throws CommandException if the requested one does not exist, or the folder of installed models cannot be read
     */
    public Optional<Path> usual(ModelRequest request) throws CommandException {
        if (request.directory().isPresent()) {
            return Optional.of(named(request.directory().get()));
        }
        Optional<ModelStore> store = knownStore();
        List<InstalledModel> models = store.isEmpty() ? List.of() : models(store.get());
        return models.stream()
                .filter(InstalledModel::recogniser)
                .map(InstalledModel::path)
                .findFirst()
                .or(() -> environment.home().map(home -> home.resolve("models").resolve("demo")))
                .filter(directory -> Files.exists(directory.resolve(CONFIG)));
    }

    /**
     * Returns the folder of installed models.
     *
     * @throws CommandException if neither XDG_DATA_HOME nor HOME is set
     */
    public ModelStore store() throws CommandException {
        return knownStore()
                .orElseThrow(() -> new CommandException(new Failure(
                        "models",
                        "cannot find the folder of installed models: neither XDG_DATA_HOME nor HOME is set; set one"
                                + " of them",
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

    /** Returns whether a model of this name is installed; false if the folder of installed models cannot be read. */
    public boolean isInstalled(String name) {
        Optional<ModelStore> store = knownStore();
        try {
            return store.isPresent() && store.get().find(name).isPresent();
        } catch (IOException e) {
            return false; // using the model reports the error
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
            return directory; // opening it reports the error
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

    /**
     * Returns the first installed forced aligner, if there is one.
     *
     * @throws CommandException if the folder of installed models cannot be read
     */
    public Optional<Path> aligner() throws CommandException {
        Optional<ModelStore> store = knownStore();
        List<InstalledModel> models = store.isEmpty() ? List.of() : models(store.get());
        return models.stream()
                .filter(InstalledModel::aligner)
                .map(InstalledModel::path)
                .findFirst();
    }

    /**
     * Returns the installed model of this kind, if there is one: of several the one with the published name, else the first.
     *
     * @throws CommandException if the folder of installed models cannot be read
     */
    public Optional<Path> speakers(SpeakerModel model) throws CommandException {
        Optional<ModelStore> store = knownStore();
        List<InstalledModel> models = store.isEmpty() ? List.of() : models(store.get());
        return models.stream()
                .filter(installed -> installed.speakers().filter(model::equals).isPresent())
                .sorted(Comparator.comparing(installed -> !installed.name().equals(model.id()))) // stable: else by name
                .map(InstalledModel::path)
                .findFirst();
    }

    /**
     * Returns the aligner that was named, or else the first installed one.
     *
     * @throws CommandException if the named one does not exist, or the folder of installed models cannot be read
     */
    public Optional<Path> aligner(Optional<Path> named) throws CommandException {
        return named.isPresent() ? Optional.of(named(named.get())) : aligner();
    }

    private Optional<Path> installed() throws CommandException {
        Optional<ModelStore> store = knownStore();
        List<InstalledModel> models = store.isEmpty()
                ? List.of()
                : models(store.get()).stream()
                        .filter(InstalledModel::recogniser)
                        .toList();
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
