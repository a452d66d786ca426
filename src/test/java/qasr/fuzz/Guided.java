package qasr.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import qasr.cli.ByteTargets;

/**
 * The entry point for Jazzer, which chooses bytes by the code that they reach; {@code -Dfuzz.target} names the target.
 */
public final class Guided {
    private static final String NAME = System.getProperty("fuzz.target");
    private static final ByteTargets TARGETS = targets();

    private Guided() {}

    private static ByteTargets targets() {
        try {
            return new ByteTargets(Files.createTempDirectory(Path.of(System.getProperty("fuzz.folder")), "guided"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Passes {@code bytes} to the target; any exception is a finding. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        TARGETS.read(NAME, bytes);
    }
}
