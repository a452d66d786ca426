package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.console.ExitStatus;
import qasr.hub.FakeHub;
import qasr.run.WavFile;
import qasr.testing.NewUser;
import qasr.testing.SeededModel;
import qasr.testing.Signals;

/** Tests the last line of a command that Ctrl-C stops, and that nothing half-written is left. */
@DisabledOnOs(OS.WINDOWS)
final class StoppedCommandsTest {
    private static final String HELLO = "examples/welcome.m4a";

    @TempDir
    Path folder;

    private Process start(Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dqasr.home=" + Path.of("").toAbsolutePath(),
                "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir", ""),
                "-cp",
                System.getProperty("java.class.path"),
                "qasr.cli.Main"));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        ProcessBuilder builder = NewUser.process(command);
        builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        return builder.start();
    }

    /** Sends SIGINT after the first line of standard error that has {@code sign}; returns the line said last. */
    private static String stop(Process process, String sign) throws Exception {
        List<String> lines = new ArrayList<>();
        try (BufferedReader err =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            String line = err.readLine();
            while (line != null && !line.contains(sign)) {
                lines.add(line);
                line = err.readLine();
            }
            assertTrue(line != null, () -> "it ended before that: " + lines);
            ProcessTest.kill(process, "INT");
            err.lines().forEach(lines::add);
        }
        assertEquals(ExitStatus.INTERRUPTED.code(), process.waitFor(), lines.toString());
        return lines.get(lines.size() - 1);
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whileTheModelOpens() throws Exception {
        Path out = folder.resolve("out");
        assertEquals(
                "qasr: stopped before transcription began; the same command continues",
                stop(start("transcribe", "-d", out, HELLO), "no model is installed"));
        assertEquals(
                "qasr: stopped before transcription began; the same command starts again",
                stop(start("transcribe", "-d", out, "--no-resume", HELLO), "no model is installed"));
        assertEquals(
                List.of(),
                names(out).stream().filter(name -> !name.startsWith(".qasr")).toList());
    }

    @Test
    void duringADownload() throws Exception {
        try (FakeHub hub = new FakeHub(SeededModel.tiny().writeTo(folder.resolve("model")))) {
            Object[] pull = {"models", "pull", "owner/tiny", "--no-listen", "--mirror", hub.address()};
            hub.fail("model.safetensors", FakeHub.Fault.STALLS);
            String stopped = stop(start(pull), "vocab.json: ");
            assertTrue(
                    stopped.matches("qasr: stopped after [0-9.]+ [kM]B of [0-9.]+ [kM]B; the downloaded part is kept,"
                            + " and the same command continues from there"),
                    stopped);
            Path models = folder.resolve("data/qasr/models");
            assertTrue(!Files.exists(models.resolve("tiny")), "not installed");

            Process again = start(pull);
            String err = new String(again.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, again.waitFor(), err);
            assertTrue(err.contains(" were downloaded before"), err);
            assertArrayEquals(
                    hub.file("model.safetensors"), Files.readAllBytes(models.resolve("tiny/model.safetensors")));
            assertEquals(
                    List.of("vocab.json"),
                    hub.requests().stream()
                            .filter(each -> each.startsWith("vocab.json"))
                            .toList(),
                    "downloaded once");
        }
    }

    @Test
    void duringQuantization() throws Exception {
        Path model = SeededModel.tiny().writeTo(folder.resolve("model"));
        List<String> before = names(model);
        String stopped = stop(start("models", "quantize", "-m", model, HELLO), "calibrating ");
        assertTrue(
                stopped.matches("qasr: stopped (before calibration began; nothing was written: |after .* measured; )"
                        + "the same command starts again"),
                stopped);
        assertEquals(before, names(model));
        assertEquals(List.of(), names(folder.resolve("cache")));
        assertEquals(List.of(), names(folder.resolve("data")));
    }

    @Test
    @Timeout(60)
    void whileNobodyReadsAPipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Path report = Files.writeString(folder.resolve("r.json"), "{\"schema\": \"qasr.report/1\", \"files\": []}");
        Process process = start("report", "merge", "-o", pipe, report);
        while (!isWriting(process)) {
            assertTrue(process.isAlive(), "it ended before that");
            Thread.sleep(20);
        }
        ProcessTest.kill(process, "TERM");
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it hangs");
        assertEquals(ExitStatus.TERMINATED.code(), process.exitValue());
    }

    /** Returns whether its main thread waits until the pipe is opened by a reader. */
    private static boolean isWriting(Process process) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "jstack").toString();
        Process stack = new ProcessBuilder(java, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start();
        String text = new String(stack.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.contains("qasr.output.OutputFile.create");
    }

    @Test
    void duringSegment() throws Exception {
        float[] minute = Signals.speechLike(3, 0.5, 60 * Signals.SECOND);
        List<Path> recordings = new ArrayList<>();
        for (String name : List.of("a.wav", "b.wav")) {
            recordings.add(Files.write(
                    folder.resolve(name),
                    WavFile.of(Waveform.of(Signals.concat(minute, minute, minute, minute, minute, minute)))));
        }
        Path out = folder.resolve("out");
        String stopped = stop(
                start("segment", "--progress", "plain", "-d", out, recordings.get(0), recordings.get(1)),
                "a.wav: done");
        assertTrue(
                stopped.matches("qasr: stopped with 1 of 2 recordings done(, and 0?\\d:\\d\\d of 6:00 of .*b.wav)?;"
                        + " the same command starts again"),
                stopped);
        assertEquals(
                List.of("a.tsv"),
                names(out).stream().filter(name -> !name.startsWith(".qasr")).toList());
    }
}
