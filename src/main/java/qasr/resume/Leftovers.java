package qasr.resume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import qasr.batch.LockFile;
import qasr.batch.StateRemains;
import qasr.console.Environment;
import qasr.console.UserFolders;
import qasr.engine.NativeFolder;
import qasr.hub.ModelSum;
import qasr.output.OutputFile;
import qasr.torch.PackedFiles;

/** Finds the files that the program has left on the disk. Files that may not be its own are never included. */
public final class Leftovers {
    private final Environment environment;
    private final List<Leftover> found = new ArrayList<>();
    /** The real paths of the folders that were searched: one may be named twice, or lie in another. */
    private final Set<Path> searched = new HashSet<>();

    public Leftovers(Environment environment) {
        this.environment = environment;
    }

    /** Returns the leftovers found so far. */
    public List<Leftover> found() {
        return List.copyOf(found);
    }

    /** Adds the unpacked libraries in all folders that the launcher may choose. */
    public void addLibraries() throws IOException {
        for (NativeFolder place : NativeFolder.known()) {
            addLibraries(place);
        }
    }

    private void addLibraries(NativeFolder place) throws IOException {
        Path folder = place.path();
        if (Files.isDirectory(folder) && !Files.isWritable(folder)) {
            return; // another user's, or prepared for all
        }
        NativeFolder.Content content = place.content();
        Optional<LockFile> lock = place.lock();
        if (content.files().isEmpty() && lock.isEmpty()) {
            return;
        }
        List<Path> folders = new ArrayList<>(content.folders());
        Path parent = folder.toAbsolutePath().getParent();
        if (StateRemains.isOne(parent)) {
            folders.add(parent);
        }
        found.add(new Leftover("unpacked libraries", folder, content.files(), folders, lock));
    }

    /** Adds the packed weights of installed models, beside the models and in the user's cache. */
    public void addWeights() throws IOException {
        UserFolders user = new UserFolders(environment);
        for (Optional<Path> models : List.of(
                environment.home().map(home -> home.resolve("models")),
                user.data().map(folder -> folder.resolve("models")))) {
            for (Path model : subfolders(models)) {
                addWeights(model, List.of());
            }
        }
        for (Path cached : subfolders(user.cache().map(folder -> folder.resolve("weights")))) {
            if (cached.getFileName().toString().matches("[0-9a-f]{8}")) {
                addWeights(cached, List.of(cached, cached.resolveSibling(".").normalize()));
            }
        }
    }

    /** Adds the packed weights beside the model in {@code model}. */
    public void addWeights(Path model) throws IOException {
        addWeights(model, List.of());
    }

    private void addWeights(Path folder, List<Path> folders) throws IOException {
        for (Path file : PackedFiles.in(folder)) {
            if (found.stream().noneMatch(other -> other.path().equals(file))) {
                found.add(Leftover.file("packed weights", file, folders));
            }
        }
        Optional<Path> sums = ModelSum.cacheIn(folder);
        if (sums.isPresent() && found.stream().noneMatch(other -> other.path().equals(sums.get()))) {
            found.add(Leftover.file("sum of weights", sums.get(), folders));
        }
    }

    /**
     * Adds the files that runs have left beside their outputs in {@code outputs}; with {@code recursive}, also in its
     * subfolders.
     */
    public void addTraces(Path outputs, boolean recursive) throws IOException {
        if (!searched.add(outputs.toRealPath())) {
            return;
        }
        for (Path draft : OutputFile.abandoned(outputs)) {
            found.add(Leftover.file("unfinished output", draft, List.of()));
        }
        Optional<StateRemains> state = StateRemains.in(outputs);
        if (state.isPresent()) {
            addState(state.get());
        }
        if (recursive) {
            for (Path inner : subfolders(Optional.of(outputs))) {
                if (!StateRemains.isOne(inner)) {
                    addTraces(inner, true);
                }
            }
        }
    }

    private void addState(StateRemains state) throws IOException {
        for (Path journal : state.journals()) {
            found.add(Leftover.file("journal", journal, List.of()));
        }
        List<Path> records = state.records();
        Optional<LockFile> lock = state.lock();
        if (!records.isEmpty() || lock.isPresent()) {
            found.add(new Leftover("record of outputs", state.folder(), records, List.of(state.folder()), lock));
        }
    }

    private static List<Path> subfolders(Optional<Path> folder) throws IOException {
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder.get())) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }
}
