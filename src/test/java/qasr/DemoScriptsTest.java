package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs copies of the scripts in {@code models/demo} with stand-ins for the programs that they call. */
@DisabledOnOs(OS.WINDOWS)
final class DemoScriptsTest {
    @TempDir
    Path folder;

    private void install(String program) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path file = Files.writeString(bin.resolve(program), "#!/bin/sh\necho " + program + " >> \"$CALLS\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void eachClassPathInTheDocumentsIsWrittenByACommandBesideIt() throws IOException {
        int used = 0;
        try (Stream<Path> files = Files.walk(Path.of("models"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".md")).toList()) {
                String text = Files.readString(file);
                Matcher read = Pattern.compile("\\$\\(cat ([^)]+)\\)").matcher(text);
                while (read.find()) {
                    used++;
                    assertTrue(text.contains("-Dmdep.outputFile=" + read.group(1) + "\n"), file + ": " + read.group());
                }
            }
        }
        assertTrue(used > 4, "found " + used);
    }

    /** Old classes would measure an old program. */
    @ParameterizedTest
    @ValueSource(strings = {"bleed.sh", "cleaning.sh WORK", "evaluate.sh WORK prompts"})
    void theProgramIsBuiltBeforeItIsMeasured(String words) throws Exception {
        Path training = Files.createDirectories(folder.resolve("models/demo/training"));
        List<String> command = List.of(words.split(" "));
        for (String name : List.of(command.get(0), "training/fetch.sh")) {
            Path script = Files.copy(Path.of("models/demo", name), training.resolveSibling(name));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.createDirectories(folder.resolve("WORK/unpacked"));
        Files.createDirectories(folder.resolve("WORK/sets/speakers-digits"));
        Files.createFile(folder.resolve("WORK/sets/speakers-digits/set.tsv"));
        Files.writeString(Files.createDirectories(folder.resolve("target")).resolve("train-classpath"), "old.jar");
        for (String program : List.of("mvn", "java", "espeak-ng")) {
            install(program);
        }
        Path calls = folder.resolve("calls");
        ProcessBuilder builder = new ProcessBuilder(
                "bash", training.resolveSibling(command.get(0)).toString());
        builder.command().addAll(command.subList(1, command.size()));
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("CALLS", calls.toString());
        builder.environment().remove("MODEL");
        Process process =
                builder.directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("", output);
        assertEquals(0, process.waitFor());
        assertEquals(List.of("mvn", "java"), Files.readAllLines(calls));
    }
}
