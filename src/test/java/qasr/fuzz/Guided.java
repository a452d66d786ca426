package qasr.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import qasr.cli.ByteTargets;

/** What Jazzer calls with bytes that it chooses by what code they reach; {@code -Dfuzz.target} is the target's name. */
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

    /** Gives {@code bytes} to the target; whatever it throws is a finding. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        TARGETS.read(NAME, bytes);
    }
}
