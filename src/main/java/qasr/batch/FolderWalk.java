package qasr.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lists the files of a folder in {@link NaturalOrder}. Hidden files and folders (a dot first) are left out, as ls does:
 * these belong to other programs, or to qasr itself. So are downloads that are not finished. Links are followed, each folder is entered once.
 */
public final class FolderWalk {
    private static final Comparator<Path> BY_NAME =
            Comparator.comparing(path -> path.getFileName().toString(), new NaturalOrder());

    /** A file or a problem that was found; entries come in order. */
    public sealed interface Entry {
        /** Returns the path as the user would write it. */
        Path path();
    }

    /**
     * A file.
     *
     * @param folder its folder, relative to the folder that was walked; "" for that folder itself
     */
    public record Found(Path path, Path folder) implements Entry {}

    /** A folder whose files cannot be listed. */
    public record Unreadable(Path path) implements Entry {}

    private final boolean recursive;
    private final NameFilter filter;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> unfinished = new ArrayList<>();
    private final Set<Path> entered = new HashSet<>();

    private FolderWalk(boolean recursive, NameFilter filter) {
        this.recursive = recursive;
        this.filter = filter;
    }

    /** Returns what is in {@code root}, and with {@code recursive} what is in the folders below it. */
    public static List<Entry> list(Path root, boolean recursive, NameFilter filter) {
        return of(root, recursive, filter).entries();
    }

    /** Returns what was found. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Returns the names, as they can be shown, of files that were left out because their download is not finished. */
    public List<String> unfinished() {
        return List.copyOf(unfinished);
    }

    /** Walks through {@code root}, and with {@code recursive} through the folders below it. */
    public static FolderWalk of(Path root, boolean recursive, NameFilter filter) {
        FolderWalk walk = new FolderWalk(recursive, filter);
        try {
            Path real = root.toRealPath();
            walk.entered.add(real);
            walk.enter(root, real, real, Path.of(""));
        } catch (IOException e) {
            walk.entries.add(new Unreadable(root));
        }
        return walk;
    }

    private void enter(Path folder, Path real, Path realRoot, Path relative) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder)) {
            listed.forEach(children::add);
        } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
            entries.add(new Unreadable(folder));
            return;
        }
        children.sort(BY_NAME);
        Set<String> names = new HashSet<>();
        children.forEach(child -> names.add(child.getFileName().toString()));
        for (Path child : children) {
            Path below = relative.resolve(child.getFileName());
            if (child.getFileName().toString().startsWith(".")) {
                continue;
            }
            if (!Files.isDirectory(child)) {
                if (filter.takesFile(below) && !isNothing(child)) {
                    take(child, relative, names);
                }
            } else if (recursive && filter.entersFolder(below) && Downloads.isUnfinished(child)) {
                unfinished.add(FileName.shown(FileName.of(child.getFileName())));
            } else if (recursive && filter.entersFolder(below)) {
                follow(child, real, realRoot, below);
            }
        }
    }

    private void take(Path file, Path relative, Set<String> siblings) {
        if (Downloads.isUnfinished(file.getFileName().toString(), siblings)) {
            unfinished.add(FileName.shown(FileName.of(file.getFileName())));
        } else {
            entries.add(new Found(file, relative));
        }
    }

    /** A pipe, socket or device in a folder is no recording, and opening it may wait for ever. */
    private static boolean isNothing(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }

    /** Returns whether this walk comes to a folder at its own place: no folder on the way is hidden or left out. */
    private boolean isEntered(Path realRoot, Path relative) {
        for (int i = 0; i < relative.getNameCount(); i++) {
            Path folder = relative.subpath(0, i + 1);
            if (relative.getName(i).toString().startsWith(".")
                    || !filter.entersFolder(folder)
                    || Downloads.isUnfinished(realRoot.resolve(folder))) {
                return false;
            }
        }
        return true;
    }

    private void follow(Path child, Path realParent, Path realRoot, Path below) {
        Path real;
        try {
            real = child.toRealPath();
        } catch (IOException e) {
            entries.add(new Unreadable(child));
            return;
        }
        boolean isLink = !real.equals(realParent.resolve(child.getFileName()));
        // What a link inside the tree leads to is found at its own place, if that is entered; a link upwards would
        // never end.
        boolean isFound = real.startsWith(realRoot) && isEntered(realRoot, realRoot.relativize(real));
        if (isLink && (isFound || realRoot.startsWith(real))) {
            return;
        }
        if (entered.add(real)) {
            enter(child, real, realRoot, below);
        }
    }
}
