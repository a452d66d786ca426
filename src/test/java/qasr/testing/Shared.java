package qasr.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The folder of reference data beside the repository, where there is one; tests that need it are skipped elsewhere. */
public final class Shared {
    private Shared() {}

    /** Returns {@code name} inside the folder, which {@code -Dshared=DIR} may name; skips the test without it. */
    public static Path file(String name) {
        List<String> places = List.of(System.getProperty("shared", "../shared"), "../../shared");
        for (String place : places) {
            Path file = Path.of(place, name);
            if (Files.exists(file)) {
                return file;
            }
        }
        Assumptions.abort("needs " + name + " of the folder 'shared' beside the repository");
        throw new AssertionError("unreachable");
    }
}
