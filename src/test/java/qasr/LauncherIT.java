package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./qasr} of a built checkout, as a shell user meets it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
final class LauncherIT {
    private static final Path CHECKOUT = Path.of(System.getProperty("qasr.checkout"));

    @TempDir
    Path temp;

    private record Run(int status, String out, String err) {}

    /** Runs {@code command} in {@code directory} with only {@code environment} and PATH set. */
    private Run run(Path directory, Map<String, String> environment, String input, String... command)
            throws IOException, InterruptedException {
        Path out = temp.resolve("out");
        Path err = temp.resolve("err");
        Path in = Files.writeString(temp.resolve("in"), input);
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

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    @Test
    void startsWithoutHomeOrTerminalAndPrintsTheVersionOnly() throws Exception {
        Run run = run(temp, Map.of(), "", CHECKOUT.resolve("qasr").toString(), "--version");
        assertEquals(new Run(0, run.out(), ""), run);
        assertTrue(run.out().startsWith("qasr "), run.out());
    }

    @Test
    void worksThroughALinkInAFolderWithBlanks() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("my own tools"));
        Path relative = Files.createSymbolicLink(folder.resolve("first"), CHECKOUT.resolve("qasr"));
        Files.createSymbolicLink(folder.resolve("second"), relative.getFileName());
        Run run = run(temp, Map.of(), "", folder.resolve("second").toString(), "--version");
        assertEquals(new Run(0, run.out(), ""), run);
    }

    @Test
    void passesTheExitStatusThrough() throws Exception {
        Run run = run(temp, Map.of(), "", CHECKOUT.resolve("qasr").toString(), "transcribe", "--no-such-option");
        assertEquals(2, run.status(), run.err());
        assertEquals("", run.out());
    }

    @Test
    void passesStandardInputAndNamesOutsideAsciiInTheCLocale() throws Exception {
        Run run = run(
                temp,
                Map.of("LC_ALL", "C"),
                "not media",
                CHECKOUT.resolve("qasr").toString(),
                "segment",
                "会议.wav");
        assertTrue(run.err().contains("会议.wav"), run.err());
        assertEquals(4, run.status(), run.err());
        Run piped = run(temp, Map.of(), "not media", CHECKOUT.resolve("qasr").toString(), "segment", "-");
        assertEquals(4, piped.status(), piped.err());
        assertEquals("", piped.out());
    }

    @Test
    void transcribesAnExampleFromAnotherFolder() throws Exception {
        List<String> command = new ArrayList<>(List.of(CHECKOUT.resolve("qasr").toString(), "transcribe"));
        command.add(CHECKOUT.resolve("examples/welcome.m4a").toString());
        Run run = run(temp, Map.of(), "", command.toArray(String[]::new));
        assertEquals(0, run.status(), run.err());
        assertEquals(
                read(CHECKOUT.resolve("examples/welcome.txt")).strip(),
                run.out().strip());
    }
}
