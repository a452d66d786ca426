package qasr.natives;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Loads qasr's native libraries into this process, even if the system has other libraries of the same names.
 *
 * <p>The libraries are in a folder of the user, or in a folder prepared for all users if it has all libraries of this version.
 */
public final class NativeLibraries {
    /** JavaCPP's name for the property that names the folder to unpack into; the launcher sets it. */
    public static final String FOLDER = "org.bytedeco.javacpp.cachedir";

    /** The property that names a folder that was prepared for all users; the launcher sets it. */
    public static final String PREPARED = "qasr.prepared";

    /** Set for what is loaded, so that another class loader's copy of this class knows it. */
    private static final String LOADED = "qasr.loaded.";
    /** The system property that JavaCPP reads before it looks for a library. */
    private static final String JAVACPP_LOADS = "org.bytedeco.javacpp.loadlibraries";

    /** Held while libraries are loaded or searched. */
    private static final Object LOADER = new Object();

    private static boolean channelsLoaded;

    private NativeLibraries() {}

    /**
     * Unpacks the libraries of {@code bindings} if need be, and loads them. On platforms where their files do not tell the
     * order, JavaCPP loads them afterwards. Cheap when it was done before.
     *
     * @throws LibraryException if they cannot be unpacked
     * @throws UnsatisfiedLinkError if the system refuses one
     */
    public static void load(Bindings bindings) {
        synchronized (bindings) {
            String loaded = LOADED + bindings;
            if (System.getProperty(loaded) != null) {
                return;
            }
            List<Path> files = files(bindings);
            if (!files.isEmpty()) {
                System.setProperty(JAVACPP_LOADS, "false"); // or it would, when the first library asks for its classes
                synchronized (LOADER) {
                    for (Path file : files) {
                        System.load(file.toString());
                    }
                }
            }
            System.setProperty(loaded, "");
        }
    }

    /**
     * Returns the result of {@code search}, which finds something in the loaded libraries, while no other thread loads one.
     * JavaCPP's {@code Loader.addressof} opens and closes libraries while it holds the lock of glibc's list of them, and glibc
     * takes these locks in the other order when it loads one: then both threads would wait for ever.
     */
    public static <T> T searched(Supplier<T> search) {
        synchronized (LOADER) {
            loadChannels();
            return search.get();
        }
    }

    /** Has the JDK load its libraries for channels, which another thread could need at any time. */
    private static void loadChannels() {
        if (channelsLoaded) {
            return;
        }
        channelsLoaded = true;
        try {
            Pipe pipe = Pipe.open();
            pipe.sink().close();
            pipe.source().close();
        } catch (IOException e) {
            // They are loaded, and there are no more file descriptors, which the next file tells.
        }
    }

    private static List<Path> files(Bindings bindings) {
        Optional<Path> prepared = prepared();
        if (prepared.isPresent()) {
            try {
                return prepared(bindings, prepared.get());
            } catch (IOException e) {
                // trouble() returns the reason; the user's own folder serves as well.
            }
        }
        return unpacked(bindings, own());
    }

    private static List<Path> prepared(Bindings bindings, Path folder) throws IOException {
        return BundledLibraries.of(bindings, Platform.current()).prepared(new LibraryFolder(folder));
    }

    private static List<Path> unpacked(Bindings bindings, Path folder) {
        try {
            return BundledLibraries.of(bindings, Platform.current()).unpacked(new LibraryFolder(folder));
        } catch (IOException e) {
            throw new LibraryException(folder, e);
        }
    }

    /** Returns the folder that is prepared for all users, as the launcher names it. */
    public static Optional<Path> prepared() {
        return Optional.ofNullable(System.getProperty(PREPARED)).map(Path::of);
    }

    /** Returns why the libraries of the prepared folder, if there is one, are not used. */
    public static Optional<String> trouble() {
        Optional<Path> folder = prepared();
        if (folder.isPresent()) {
            for (Bindings bindings : bundled()) {
                try {
                    prepared(bindings, folder.get());
                } catch (IOException e) {
                    return Optional.of(
                            "the libraries prepared in " + folder.get() + " are not used: " + e.getMessage());
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the folder that libraries are unpacked into for this user alone. */
    public static Path own() {
        String told = System.getProperty(FOLDER, "");
        return told.isEmpty() ? Path.of(System.getProperty("user.home"), ".javacpp", "cache") : Path.of(told);
    }

    /**
     * Unpacks all libraries into {@code folder}.
     *
     * @throws LibraryException if they cannot be unpacked
     */
    public static void unpackAll(Path folder) {
        for (Bindings bindings : bundled()) {
            unpacked(bindings, folder);
        }
    }

    /** Returns all bindings but the optional ones whose jar is missing. */
    private static List<Bindings> bundled() {
        return Arrays.stream(Bindings.values())
                .filter(bindings -> !bindings.isOptional() || isBundled(bindings))
                .toList();
    }

    private static boolean isBundled(Bindings bindings) {
        try {
            BundledLibraries.of(bindings, Platform.current());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
