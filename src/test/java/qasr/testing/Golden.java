package qasr.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Committed expected outputs. {@code -Dgolden.update} writes them again; check the difference before you commit it. */
public final class Golden {
    private Golden() {}

    /** Checks that {@code file} holds exactly {@code actual}. */
    public static void check(Path file, String actual) throws IOException {
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, actual);
        }
        assertTrue(Files.exists(file), file + " is missing; -Dgolden.update writes it");
        assertEquals(Files.readString(file), actual, file.toString());
    }
}
