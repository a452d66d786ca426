package qasr.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;

/** The folder of installed models. */
public final class ModelStore {
    private static final String CONFIG = "config.json";
    private static final String ORIGIN = ".origin";
    /** The space that must remain free on the disk. */
    private static final long SPARE_BYTES = 64L << 20;

    private final Path folder;
    private final Space space;

    /** Returns the free space of a folder's disk, in bytes. */
    @FunctionalInterface
    interface Space {
        long free(Path folder) throws IOException;
    }

    /** Creates a store for {@code folder}, which need not exist. */
    public ModelStore(Path folder) {
        this(folder, path -> Files.getFileStore(path).getUsableSpace());
    }

    ModelStore(Path folder, Space space) {
        this.folder = folder;
        this.space = space;
    }

    /** Returns the folder. */
    public Path folder() {
        return folder;
    }

    /** Returns the installed models, sorted by name. */
    public List<InstalledModel> models() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found;
        try (Stream<Path> entries = Files.list(folder)) {
            found = entries.filter(entry -> !isHidden(entry) && isModel(entry))
                    .sorted()
                    .toList();
        }
        List<InstalledModel> models = new ArrayList<>();
        for (Path path : found) {
            models.add(installed(path.getFileName().toString(), path));
        }
        return models;
    }

    /**
     * Returns the installed model {@code name}. For "owner/name", returns the model that was downloaded from that
     * origin, under any local name, or else a model "name" of unknown origin.
     */
    public Optional<InstalledModel> find(String name) throws IOException {
        List<InstalledModel> models = models();
        if (name.indexOf('/') < 0) {
            return models.stream().filter(model -> model.name().equals(name)).findFirst();
        }
        String last = name.substring(name.lastIndexOf('/') + 1);
        Optional<InstalledModel> fetched =
                models.stream().filter(model -> model.origin().equals(name)).findFirst();
        return fetched.isPresent()
                ? fetched
                : models.stream()
                        .filter(model ->
                                model.name().equals(last) && model.origin().isEmpty())
                        .findFirst();
    }

    private static String origin(Path model) throws IOException {
        Path file = model.resolve(ORIGIN);
        return Files.isRegularFile(file) ? Files.readString(file).strip() : "";
    }

    /** Records the model's name on the hub in the directory {@code partial}. */
    void recordOrigin(Path partial, String origin) throws IOException {
        ModelFiles.flush(Files.writeString(partial.resolve(ORIGIN), origin + "\n"));
    }

    /**
     * Installs the model in {@code source}, which the caller has checked.
     *
     * @param link true to link to the files instead of copying them
     * @throws ModelException if a model of this name is installed, or the disk has no room
     * @throws HubException if {@code name} is not a valid name
     */
    public InstalledModel add(Path source, String name, boolean link) throws IOException {
        requireNew(name);
        long bytes = ModelFiles.bytes(source);
        Files.createDirectories(folder);
        Path partial = partial(name);
        ModelFiles.delete(partial);
        if (!link) {
            requireRoom(bytes);
        }
        Files.createDirectory(partial);
        try {
            for (Path file : withRecipe(source)) {
                Path target = partial.resolve(file.getFileName());
                if (link) {
                    Files.createSymbolicLink(target, file.toRealPath());
                } else {
                    Files.copy(file, target);
                    ModelFiles.flush(target);
                }
            }
            return install(partial, name, Checksums.compute(partial));
        } catch (IOException e) {
            ModelFiles.delete(partial);
            throw e;
        }
    }

    private static List<Path> withRecipe(Path source) throws IOException {
        List<Path> files = new ArrayList<>(ModelFiles.in(source));
        Path recipe = source.resolve(ModelDirectory.RECIPE);
        if (Files.isRegularFile(recipe)) {
            files.add(recipe);
        }
        return files;
    }

    /** Removes an installed model. Targets of links are kept. */
    public void remove(InstalledModel model) throws IOException {
        Path going = folder.resolve("." + model.name() + ".removed");
        ModelFiles.delete(going);
        Files.move(model.path(), going, StandardCopyOption.ATOMIC_MOVE);
        ModelFiles.delete(going);
    }

    /** Checks that {@code name} is valid and not in use. */
    void requireNew(String name) throws IOException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}")) {
            throw new HubException(
                    HubException.Reason.NAME,
                    "'" + name + "' cannot be a model's name: letters, digits, '.', '-', '_' and '+' only");
        }
        if (Files.exists(folder.resolve(name))) {
            throw new ModelException(folder.resolve(name)
                    + ": this model is already installed; to remove it, run 'qasr models rm " + name + "'");
        }
    }

    /** Checks that the disk has room for {@code bytes} more. */
    void requireRoom(long bytes) throws IOException {
        long free = space.free(folder);
        if (bytes + SPARE_BYTES > free) {
            throw new ModelException(folder + ": needs " + ByteCount.of(bytes) + ", only " + ByteCount.of(free)
                    + " are free on this disk; make room, then run the same command again");
        }
    }

    /** Returns the hidden folder in which the model {@code name} is assembled. */
    Path partial(String name) {
        return folder.resolve("." + name + ".partial");
    }

    /** Returns the file that is locked while the model {@code name} is downloaded. */
    Path lock(String name) {
        return folder.resolve("." + name + ".lock");
    }

    /** Renames the complete directory {@code partial} to the model {@code name}. */
    InstalledModel install(Path partial, String name, Checksums sums) throws IOException {
        sums.record(partial);
        ModelSum.record(partial, sums);
        ModelFiles.flush(partial);
        Path target = folder.resolve(name);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        ModelFiles.flush(folder);
        return installed(name, target);
    }

    private static InstalledModel installed(String name, Path path) throws IOException {
        return new InstalledModel(name, path, ModelFiles.bytes(path), origin(path), kind(path));
    }

    private static InstalledModel.Kind kind(Path path) throws IOException {
        if (SpeakerDirectory.isOne(path)) {
            try {
                return InstalledModel.Kind.of(SpeakerDirectory.open(path).model());
            } catch (ModelException e) {
                return InstalledModel.Kind.EMBEDDINGS; // opening it reports the damage; it can still be removed
            }
        }
        return ModelDirectory.isAligner(path) ? InstalledModel.Kind.ALIGNER : InstalledModel.Kind.RECOGNISER;
    }

    private static boolean isModel(Path entry) {
        return Files.exists(entry.resolve(CONFIG)) || SpeakerDirectory.isOne(entry);
    }

    private static boolean isHidden(Path entry) {
        return entry.getFileName().toString().startsWith(".");
    }
}
