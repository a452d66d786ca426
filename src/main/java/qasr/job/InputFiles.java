package qasr.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import qasr.console.CommandException;
import qasr.console.Usage;

/** The files of all inputs under any of their names, so that no result replaces a recording. */
public final class InputFiles {
    private final Set<Object> identities = new HashSet<>();

    public InputFiles(List<Input> inputs) {
        for (Input input : inputs) {
            if (!input.isStandardInput() && input.isExpressible()) {
                identity(input.path()).ifPresent(identities::add);
            }
        }
    }

    /**
     * Makes sure that {@code target} is none of them.
     *
     * @throws CommandException if it is
     */
    public void checkNone(Path target) throws CommandException {
        if (identity(target).filter(identities::contains).isPresent()) {
            throw Usage.error(target.toString(), "is also an input, and would be replaced");
        }
    }

    /** Returns what links to a file share; empty if there is no file. */
    private static Optional<Object> identity(Path file) {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return Optional.of(key == null ? file.toRealPath() : key); // Windows has no key
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
