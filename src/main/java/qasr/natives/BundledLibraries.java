package qasr.natives;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The libraries of some bindings as the jars on the class path have them. */
final class BundledLibraries {
    /** The C++ library, which is the system's, needs a libgcc_s as new as itself. */
    private static final String SYSTEMS = "libgcc_s\\..*";

    private final Platform platform;
    private final List<String> roots = new ArrayList<>();
    private final Map<String, LibraryJar> jars = new LinkedHashMap<>();

    private BundledLibraries(Platform platform) {
        this.platform = platform;
    }

    /**
     * Finds those of {@code bindings} for {@code platform}.
     *
     * @throws IOException if a jar is missing
     */
    static BundledLibraries of(Bindings bindings, Platform platform) throws IOException {
        BundledLibraries bundled = new BundledLibraries(platform);
        for (Bindings.Root root : bindings.roots()) {
            String library = platform.fileName(root.name());
            bundled.roots.add(library);
            if (!bundled.jars.containsKey(root.part())) {
                bundled.jars.put(
                        root.part(),
                        LibraryJar.find(root.part(), platform.folder(root.part()), library)
                                .orElseThrow(() -> new IOException(
                                        "no jar on the class path has " + library + " for " + platform.name())));
            }
        }
        return bundled;
    }

    /** A library and the jar that has it. */
    private record Found(LibraryJar jar, LibraryJar.Content content) {}

    private Optional<Found> find(String name) throws IOException {
        if (name.matches(SYSTEMS)) {
            return Optional.empty();
        }
        for (LibraryJar jar : jars.values()) {
            Optional<LibraryJar.Content> content = jar.content(name);
            if (content.isPresent()) {
                return content.map(each -> new Found(jar, each));
            }
        }
        return Optional.empty();
    }

    /**
     * Unpacks all that is needed into {@code folder} and returns it in the order in which it can be loaded.
     *
     * @throws IOException if that cannot be written, or a jar is damaged
     */
    List<Path> unpacked(LibraryFolder folder) throws IOException {
        if (!platform.isOrdered()) {
            for (LibraryJar jar : jars.values()) {
                for (LibraryJar.Content content : jar.contents()) {
                    folder.unpack(jar, content);
                }
            }
            return List.of();
        }
        return LoadOrder.of(roots, name -> {
            Optional<Found> found = find(name);
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(folder.unpack(found.get().jar(), found.get().content()));
        });
    }

    /**
     * Returns the needed libraries, all in {@code folder}, in the order in which they can be loaded.
     *
     * @throws IOException if one is missing, with the reason
     */
    List<Path> prepared(LibraryFolder folder) throws IOException {
        if (!platform.isOrdered()) {
            throw new IOException("libraries for " + platform.name() + " are each user's own");
        }
        return LoadOrder.of(roots, name -> {
            Optional<Found> found = find(name);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            if (!folder.has(found.get().jar(), found.get().content())) {
                throw new IOException("it has no " + name + " of this version that can be read");
            }
            return Optional.of(folder.path(found.get().jar(), found.get().content()));
        });
    }
}
