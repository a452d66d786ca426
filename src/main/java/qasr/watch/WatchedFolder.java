package qasr.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import qasr.batch.FolderWalk;
import qasr.batch.NameFilter;

/** The folder that is watched. Hidden files and unfinished downloads are not seen, as in a batch. */
public final class WatchedFolder implements FolderWatch.Looker {
    private final Path root;
    private final boolean recursive;
    private final NameFilter filter;
    private final Predicate<Path> recording;
    private final Consumer<Path> unreadable;
    private Set<Path> told = new HashSet<>();
    private Set<Path> folders = Set.of();

    /**
     * Creates it; nothing is read yet.
     *
     * @param recording tells by its name whether a file is a recording
     * @param unreadable hears of a folder below {@code root} when it turns out to be unreadable
     */
    public WatchedFolder(
            Path root, boolean recursive, NameFilter filter, Predicate<Path> recording, Consumer<Path> unreadable) {
        this.root = root;
        this.recursive = recursive;
        this.filter = filter;
        this.recording = recording;
        this.unreadable = unreadable;
    }

    /** Returns the files in it, in their natural order; empty if the folder is not there or cannot be read. */
    @Override
    public Optional<List<Sighting>> look() {
        List<Sighting> files = new ArrayList<>();
        Set<Path> seen = new LinkedHashSet<>(List.of(root));
        Set<Path> bad = new HashSet<>();
        for (FolderWalk.Entry entry : FolderWalk.list(root, recursive, filter)) {
            if (entry.path().equals(root)) {
                return Optional.empty();
            }
            if (entry instanceof FolderWalk.Found found) {
                sighting(found).ifPresent(files::add);
                seen.add(root.resolve(found.folder()));
            } else {
                bad.add(entry.path());
            }
        }
        bad.stream().filter(path -> !told.contains(path)).sorted().forEach(unreadable);
        told = bad;
        folders = seen;
        return Optional.of(files);
    }

    /** Returns the folders that the last look went through and found files in. */
    @Override
    public Collection<Path> folders() {
        return folders;
    }

    private Optional<Sighting> sighting(FolderWalk.Found found) {
        Path path = found.path();
        try {
            BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(new Sighting(
                    path,
                    found.folder(),
                    facts.size(),
                    facts.lastModifiedTime().toMillis(),
                    Files.isReadable(path),
                    recording.test(path)));
        } catch (IOException e) {
            return Optional.empty(); // it went away, or is a link to nothing
        }
    }
}
