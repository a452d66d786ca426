package qasr.natives;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** In what order libraries are loaded, so that what one needs is there before it. */
final class LoadOrder {
    /** Where libraries come from. */
    interface Source {
        /** Returns the path of the library {@code name}; empty for a library of the system. */
        Optional<Path> find(String name) throws IOException;

        /** Returns what {@code file} needs. */
        default List<String> needs(Path file) throws IOException {
            return SharedObject.read(file).needs();
        }
    }

    private final Source source;
    private final Set<String> seen = new HashSet<>();
    private final List<Path> order = new ArrayList<>();

    private LoadOrder(Source source) {
        this.source = source;
    }

    /**
     * Returns {@code roots} and all that they need of {@code source}, each once and after what it needs.
     *
     * @throws IOException if one cannot be had or read; the message names it
     */
    static List<Path> of(List<String> roots, Source source) throws IOException {
        LoadOrder order = new LoadOrder(source);
        for (String root : roots) {
            order.add(root);
        }
        return List.copyOf(order.order);
    }

    private void add(String name) throws IOException {
        if (!seen.add(name)) {
            return;
        }
        Optional<Path> file = source.find(name);
        if (file.isEmpty()) {
            return;
        }
        List<String> needs;
        try {
            needs = source.needs(file.get());
        } catch (IOException e) {
            throw new IOException(file.get() + ": " + e.getMessage(), e);
        }
        for (String need : needs) {
            add(need);
        }
        order.add(file.get());
    }
}
