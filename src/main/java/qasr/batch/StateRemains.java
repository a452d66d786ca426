package qasr.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists what runs have left in a {@link StateFolder}, so that it can be removed. */
public final class StateRemains {
    private final Path folder;

    private StateRemains(Path folder) {
        this.folder = folder;
    }

    /** Returns what is left beside the outputs in {@code outputs}, if anything may be. */
    public static Optional<StateRemains> in(Path outputs) {
        Path folder = outputs.resolve(StateFolder.NAME);
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(new StateRemains(folder))
                : Optional.empty();
    }

    /** Tells whether {@code folder} is what runs call theirs. */
    public static boolean isOne(Path folder) {
        return StateFolder.NAME.equals(String.valueOf(folder.getFileName()));
    }

    /** Returns the folder. */
    public Path folder() {
        return folder;
    }

    /** Returns the journals of recordings that are not finished, sorted. They contain transcribed text. */
    public List<Path> journals() throws IOException {
        return entries("[0-9a-f]{32}\\.journal");
    }

    /** Returns the record of what outputs were made from, if there is one. */
    public List<Path> records() throws IOException {
        return entries(StateFolder.OUTPUTS);
    }

    /** Opens the file that active runs lock, if it exists. */
    public Optional<LockFile> lock() throws IOException {
        List<Path> files = entries(StateFolder.LOCK);
        return files.isEmpty() ? Optional.empty() : Optional.of(LockFile.open(files.get(0)));
    }

    private List<Path> entries(String pattern) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(pattern)
                            && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }
}
