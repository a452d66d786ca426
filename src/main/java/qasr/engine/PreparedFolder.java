package qasr.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import qasr.natives.NativeLibraries;

/**
 * The folder of native libraries beside the program, prepared by the person who installed qasr, for users who can only read it: the
 * libraries, the verdict on the processor, and the archive of classes that the launcher has made.
 */
public final class PreparedFolder {
    /** Tells the launcher that the folder is meant for all; in the folder of the launcher's own. */
    private static final String MARK = "prepared";

    private static final Set<PosixFilePermission> READ =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
    private static final Set<PosixFilePermission> ENTER = EnumSet.of(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    private PreparedFolder() {}

    /**
     * Unpacks all libraries there and lets everybody read them and what the launcher has put beside them.
     *
     * @param home the program's folder
     * @return where they are
     * @throws IOException if this run was not started by the launcher, or may not write there
     * @throws qasr.natives.LibraryException if they cannot be unpacked
     */
    public static Path prepare(Path home) throws IOException {
        List<NativeFolder> known = NativeFolder.known();
        if (known.isEmpty()) {
            throw new IOException("works only with the launcher; run 'qasr doctor --prepare'");
        }
        Path folder = known.get(0).path();
        if (!folder.equals(NativeLibraries.own())) {
            throw new IOException(folder
                    + ": belongs to another user or is read-only; run this command as the user who installed qasr");
        }
        NativeLibraries.unpackAll(folder);
        Path start = Files.createDirectories(known.get(0).start());
        Files.write(start.resolve(MARK), List.of("for all users"), StandardCharsets.UTF_8);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList()) {
                allow(each);
            }
        }
        for (Path parent = folder.getParent();
                parent != null && parent.startsWith(home) && !parent.equals(home);
                parent = parent.getParent()) {
            allow(parent);
        }
        return folder;
    }

    private static void allow(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null || Files.isSymbolicLink(file)) {
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        Set<PosixFilePermission> more = EnumSet.copyOf(permissions.isEmpty() ? READ : permissions);
        more.addAll(READ);
        if (Files.isDirectory(file)) {
            more.addAll(ENTER);
        }
        if (!more.equals(permissions)) {
            view.setPermissions(more);
        }
    }
}
