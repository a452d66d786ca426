package qasr.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The parts of completion scripts that do not depend on the options, among the resources. */
final class ScriptParts {
    private ScriptParts() {}

    /** Returns the text of {@code name}. */
    static String read(String name) {
        try (InputStream in = Objects.requireNonNull(ScriptParts.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
