package qasr;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs with an empty environment, as {@code env -i PATH=$PATH} does, without a terminal. Their output goes to
 * files.
 */
final class Launcher {
    /** The checkout whose {@code ./qasr} is tested. */
    static final Path CHECKOUT = Path.of(System.getProperty("qasr.checkout"));

    /** The exit status and the output of a run. */
    record Run(int status, String out, String err) {}

    private final Path folder;

    /** Creates a launcher that puts its files into {@code folder}. */
    Launcher(Path folder) {
        this.folder = folder;
    }

    /** Runs {@code command} in {@code directory} with only {@code environment} and PATH set. */
    Run run(Path directory, Map<String, String> environment, String input, String... command)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Path in = Files.writeString(folder.resolve("in"), input);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        String path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), () -> "still running: " + List.of(command));
        return new Run(process.exitValue(), read(out), read(err));
    }

    static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
