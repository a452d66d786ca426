package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A JVM of its own, whose libraries are told what to take the processor for: they read that when they are loaded. */
final class OwnProcess {
    private OwnProcess() {}

    /** Runs {@code main} in {@code folder}; returns what it says. The libraries have no settings but {@code settings}. */
    static List<String> run(Class<?> main, Path folder, Map<String, String> settings, String... options)
            throws Exception {
        Path own = Files.createTempDirectory(folder, "process");
        Path said = own.resolve("said.txt");
        Path problems = own.resolve("problems.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir", ""),
                "-Dqasr.folder=" + folder));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(said.toFile()).redirectError(problems.toFile());
        builder.environment().keySet().removeAll(InstructionSet.VARIABLES);
        builder.environment().putAll(settings);
        int status = builder.start().waitFor();
        assertEquals(0, status, () -> settings + ": " + text(problems));
        return Files.readAllLines(said);
    }

    private static String text(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return String.join("\n", lines.limit(20).toList());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
