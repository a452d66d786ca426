package qasr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the model to use where the user named none. */
final class ModelLocator {
    /** What people have to know before they judge the program by the built-in model. */
    static final String DEMO_NOTE =
            "using the built-in demonstration model, which knows telephone prompts in a few voices only;"
                    + " for everything else download Qwen/Qwen3-ASR-0.6B and pass -m DIR (see README)";

    private static final String CONFIG = "config.json";

    private final Environment environment;
    private final Console console;

    ModelLocator(Environment environment, Console console) {
        this.environment = environment;
        this.console = console;
    }

    /**
     * Returns the directory asked for, or else the installed model's, or else the built-in one's, and says which.
     *
     * @throws CommandException if there is none
     */
    Path locate(ModelRequest request) throws CommandException {
        if (request.directory().isPresent()) {
            return request.directory().get();
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
                "no model is installed and there is none built in; download Qwen/Qwen3-ASR-0.6B and pass -m DIR",
                ExitStatus.MODEL));
    }

    private Optional<Path> installed() throws CommandException {
        Optional<Path> folder = dataHome().map(home -> home.resolve("qasr").resolve("models"));
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return Optional.empty();
        }
        List<Path> models = models(folder.get());
        if (models.isEmpty()) {
            return Optional.empty();
        }
        String others = models.size() == 1
                ? ""
                : " (the first of " + models.size() + " in " + folder.get() + "; choose with -m DIR)";
        console.note("using the installed model " + models.get(0) + others);
        return Optional.of(models.get(0));
    }

    private static List<Path> models(Path folder) throws CommandException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.exists(entry.resolve(CONFIG)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CommandException(
                    new Failure(folder.toString(), "cannot be read: " + Failure.reason(e), ExitStatus.MODEL), e);
        }
    }

    /** The XDG base directory rules: a relative value counts as not set. */
    private Optional<Path> dataHome() {
        Optional<Path> set = environment.variable("XDG_DATA_HOME").map(Path::of).filter(Path::isAbsolute);
        return set.isPresent()
                ? set
                : environment
                        .variable("HOME")
                        .map(home -> Path.of(home).resolve(".local").resolve("share"));
    }
}
