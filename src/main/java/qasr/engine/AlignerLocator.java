package qasr.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.console.Environment;
import qasr.console.UserFolders;
import qasr.hub.InstalledModel;
import qasr.hub.ModelStore;

/** Finds the directory of the aligner to use: a given directory, an installed aligner by its name, or the first installed one. */
public final class AlignerLocator {
    private static final String CONFIG = "config.json";
    /** A key that the configuration of every aligner has, and that of no recogniser, in both published layouts. */
    private static final String ALIGNER_KEY = "\"timestamp_token_id\"";

    private final Environment environment;
    private final Console console;

    public AlignerLocator(Environment environment, Console console) {
        this.environment = environment;
        this.console = console;
    }

    /**
     * Returns the aligner that was named or else the first installed one; empty if none is installed.
     *
     * @throws CommandException if the named one does not exist, or the installed models cannot be read
     */
    public Optional<Path> locate(Optional<Path> named) throws CommandException {
        if (named.isPresent()) {
            return Optional.of(new ModelLocator(environment, console).named(named.get()));
        }
        Optional<ModelStore> store =
                new UserFolders(environment).data().map(folder -> new ModelStore(folder.resolve("models")));
        if (store.isEmpty()) {
            return Optional.empty();
        }
        return ModelLocator.models(store.get()).stream()
                .map(InstalledModel::path)
                .filter(AlignerLocator::isAligner)
                .findFirst();
    }

    /** Returns whether {@code directory} holds an aligner. */
    static boolean isAligner(Path directory) {
        try {
            return Files.readString(directory.resolve(CONFIG)).contains(ALIGNER_KEY);
        } catch (IOException e) {
            return false;
        }
    }
}
