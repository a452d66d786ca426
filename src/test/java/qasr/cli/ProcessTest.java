package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.audio.Waveform;
import qasr.console.ExitStatus;
import qasr.hub.FakeProxy;
import qasr.run.WavFile;
import qasr.testing.NewUser;
import qasr.testing.SeededModel;
import qasr.testing.Signals;

/** Tests that need a separate process. */
final class ProcessTest {
    @TempDir
    Path folder;

    @Test
    void helpLoadsNoNativeLibrary() throws Exception {
        Path log = folder.resolve("classes.log");
        Process process = start(List.of("-Xlog:class+load:file=" + log), "--help");
        String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertTrue(help.startsWith("Usage: qasr "), help);
        String classes = Files.readString(log);
        assertTrue(classes.contains(" qasr.cli.Main "));
        assertFalse(classes.contains(" org.bytedeco."));
        assertFalse(classes.contains(" org.fusesource.jansi."));
    }

    /** A run that was stopped says how much is done and what the same command would do, with -q too. */
    @ParameterizedTest
    @CsvSource({
        "TERM, 143, -v, the same command continues from there",
        "INT, 130, -q, the same command continues from there",
        "HUP, 129, --no-resume, with --no-resume nothing of an unfinished recording is used again",
        "INT, 130, --no-trace, nothing of an unfinished recording was kept"
    })
    @DisabledOnOs(OS.WINDOWS)
    void aSignalEndsTheProcessAtOnceAndSaysWhatIsDone(String signal, int status, String option, String next)
            throws Exception {
        Path model = SeededModel.tiny().writeTo(folder.resolve("model"));
        Path recording = recording(model);
        Path out = folder.resolve("out");
        Path log = folder.resolve("log");
        Process process = start(
                List.of(),
                "transcribe",
                option,
                "--log-file",
                log,
                "--progress",
                "json",
                "--no-vad",
                "--max-chunk",
                "2",
                "-m",
                model,
                "-d",
                out,
                recording);
        try (BufferedReader err =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            String line = err.readLine();
            while (line != null && !line.contains("\"event\":\"segment\"")) {
                line = err.readLine();
            }
            assertTrue(line != null, "it ended before it began");
            kill(process, signal);
            assertEquals(status, process.waitFor());
            List<JsonObject> rest = err.lines()
                    .map(each -> JsonParser.parseString(each).getAsJsonObject())
                    .filter(each -> each.get("event").getAsString().equals("error"))
                    .toList();
            assertEquals(1, rest.size(), rest.toString());
            assertEquals("error", rest.get(0).get("event").getAsString());
            assertEquals(status, rest.get(0).get("status").getAsInt());
            String message = rest.get(0).get("message").getAsString();
            assertTrue(message.matches("stopped after 0:\\d\\d of 5:00; " + next + ".*"), message);
            assertTrue(Files.readString(log).contains(message), Files.readString(log));
        }
        try (Stream<Path> left = Files.list(out)) {
            assertEquals(List.of(out.resolve(".qasr")), left.toList());
        }
    }

    /** The JVM reads once whether passwords go to the proxy of an https address, so this needs a JVM of its own. */
    @Test
    void aProxyOfHttpsGetsItsPasswordAndNobodySeesIt() throws Exception {
        String password =
                "Basic " + Base64.getEncoder().encodeToString("someone:secret".getBytes(StandardCharsets.UTF_8));
        try (FakeProxy proxy = new FakeProxy("another password")) {
            ProcessBuilder builder = builder(List.of(), "models", "pull", "--debug", "Qwen/Qwen3-ASR-0.6B")
                    .redirectErrorStream(true);
            builder.environment().put("https_proxy", "http://someone:secret@" + proxy.name());
            builder.environment().put("XDG_DATA_HOME", folder.toString());
            builder.environment().keySet().removeAll(Set.of("no_proxy", "NO_PROXY"));
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(ExitStatus.MODEL.code(), process.waitFor(), said);
            assertEquals(List.of("CONNECT huggingface.co:443 " + password), proxy.requests(), said);
            assertTrue(said.contains("the proxy " + proxy.name() + " does not accept the name and the password"), said);
            assertFalse(said.contains("secret") || said.contains(password), said);
        }
    }

    /** A process whose full standard error pipe is not read still ends. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSignalEndsAProcessThatNobodyListensTo() throws Exception {
        Process process = start(List.of(), list(20_000));
        try (InputStream err = process.getErrorStream()) {
            assertTrue(err.read() >= 0, "it ended before it began"); // and so fills the pipe soon
            kill(process, "TERM");
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it hangs");
            assertEquals(ExitStatus.TERMINATED.code(), process.exitValue());
        }
    }

    private Object[] list(int names) throws IOException {
        Path list = folder.resolve("list");
        Files.writeString(
                list,
                String.join(
                        "\n",
                        IntStream.range(0, names).mapToObj(i -> "missing-" + i).toList()));
        return new Object[] {"segment", "--files-from", list};
    }

    private Path recording(Path model) throws IOException {
        Path recording = model.resolveSibling("long.wav");
        float[] minute = Signals.speechLike(3, 0.5, 60 * Signals.SECOND);
        Files.write(recording, WavFile.of(Waveform.of(Signals.concat(minute, minute, minute, minute, minute))));
        return recording;
    }

    /**
     * {@link Process#destroy} knows one signal, and closes the streams too. A suite that runs in the background may ignore
     * signals; its processes then ignore them too, as they should.
     */
    static void kill(Process process, String signal) throws Exception {
        Path state = Path.of("/proc", Long.toString(process.pid()), "status");
        if (Files.exists(state)) {
            long ignored = Files.readAllLines(state).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                    .findFirst()
                    .orElse(0);
            int number = List.of("HUP", "INT").indexOf(signal);
            if (number >= 0 && (ignored >> number & 1) == 1) {
                process.destroyForcibly();
                assumeTrue(false, "SIG" + signal + " is ignored here");
            }
        }
        assertEquals(
                0,
                new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }

    private static Process start(List<String> javaOptions, Object... arguments) throws IOException {
        return builder(javaOptions, arguments).start();
    }

    private static ProcessBuilder builder(List<String> javaOptions, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir", ""),
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(javaOptions);
        command.add("qasr.cli.Main");
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return NewUser.process(command);
    }
}
