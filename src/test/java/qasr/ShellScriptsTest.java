package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs shellcheck, where it is installed, on all shell scripts of the repository but {@code mvnw}, which is Maven's. */
final class ShellScriptsTest {
    private static List<String> scripts() throws IOException {
        List<String> scripts = new ArrayList<>(List.of("qasr", ".ci/run"));
        for (String folder : List.of("examples", "models", "src")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(Files::isRegularFile)
                        .map(Path::toString)
                        .filter(name -> name.endsWith(".sh") || name.endsWith(".sbatch"))
                        .sorted()
                        .forEach(scripts::add);
            }
        }
        return scripts;
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        List<String> scripts = scripts();
        assertTrue(scripts.contains("examples/slurm/qasr.sbatch"), scripts.toString());
        List<String> command = new ArrayList<>(List.of("shellcheck", "-x"));
        command.addAll(scripts);
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "shellcheck is not installed");
            return;
        }
        process.getOutputStream().close();
        String findings = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), findings);
    }
}
