package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs shellcheck, where it is installed, on all shell scripts of the repository but {@code mvnw}, which is Maven's. */
final class ShellScriptsTest {
    private static final List<String> FOLDERS = List.of(".ci", "completions", "examples", "man", "models", "src");

    private static List<String> scripts() throws IOException {
        List<String> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(""))) {
            add(files, scripts);
        }
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                add(files, scripts);
            }
        }
        scripts.remove("mvnw");
        return scripts;
    }

    private static void add(Stream<Path> files, List<String> scripts) throws IOException {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            byte[] start = new byte[40];
            try (InputStream bytes = Files.newInputStream(file)) {
                int count = bytes.readNBytes(start, 0, start.length);
                // As Latin-1, since most files here are not text.
                if (new String(start, 0, count, StandardCharsets.ISO_8859_1)
                        .matches("(?s)#!\\S*[/ ](env )?(ba)?sh\\b.*")) {
                    scripts.add(file.toString());
                }
            }
        }
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        List<String> scripts = scripts();
        for (String name : List.of("qasr", ".ci/spark", "examples/spark/submit", "src/dist/recipes/deb/postinst")) {
            assertTrue(scripts.contains(Path.of(name).toString()), name + " is not among " + scripts);
        }
        assertTrue(scripts.contains(Path.of("examples/slurm/qasr.sbatch").toString()), scripts.toString());
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
