package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;

/**
 * Tests that spoken words are in results only: not in messages, reports, logs or files that stay beside the results.
 */
final class CrashReportTest {
    private static final String SAID = "Marigold";

    @TempDir
    Path folder;

    private Path model;
    private Path sound;

    @BeforeEach
    void makeRecording() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        float[] samples = new float[2 * Signals.SECOND];
        Arrays.fill(samples, 0.1F);
        sound = FakeDecoder.write(folder.resolve("a.wav"), samples);
    }

    @Test
    void aCrashReportIsRefusedWhereNoTraceIsToBeLeft() throws IOException {
        Cli.Outcome outcome = cli().variable("QASR_CRASH_FILE", "hs_err").run(transcribe("--no-trace"));
        assertEquals(2, outcome.status());
        assertTrue(outcome.err().startsWith("qasr: QASR_CRASH_FILE: a crash report may contain"), outcome.err());
        assertEquals(
                2,
                cli().variable("QASR_CRASH_FILE", "hs_err")
                        .variable("QASR_NO_TRACE", "true")
                        .run(transcribe())
                        .status());
        Path config = Files.writeString(folder.resolve("config"), "no-trace = true\n");
        assertEquals(
                2,
                cli().variable("QASR_CRASH_FILE", "hs_err")
                        .run(transcribe("--config", config))
                        .status());
        assertEquals(
                0, cli().variable("QASR_CRASH_FILE", "hs_err").run(transcribe()).status());
    }

    @Test
    void noWordIsInMessagesReportsOrState() throws IOException {
        for (String text : List.of(SAID + ".", (SAID + " ").repeat(60))) {
            for (List<String> options : List.of(
                    List.of("-v", "--no-trace"),
                    List.of("--debug", "--progress", "json"),
                    List.of("-v", "--progress", "plain", "--on-exists", "overwrite"))) {
                Path out = folder.resolve("out");
                Path report = folder.resolve("report.json");
                Object[] arguments = Stream.concat(
                                Stream.of(transcribe("--report", report, "-d", out, folder.resolve("missing.wav"))),
                                options.stream())
                        .toArray();
                Cli.Outcome outcome =
                        new Cli(new FakeEngines(waveform -> "language English<asr_text>" + text)).run(arguments);
                assertEquals(3, outcome.status(), outcome.err());
                assertTrue(Files.readString(out.resolve("a.txt")).contains(SAID));
                assertFalse(outcome.err().contains(SAID), outcome.err());
                assertFalse(Files.readString(report).contains(SAID));
                try (Stream<Path> state = Files.list(out.resolve(".qasr"))) {
                    for (Path file : state.toList()) {
                        assertFalse(
                                new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SAID),
                                file.toString());
                    }
                }
            }
        }
    }

    private Object[] transcribe(Object... arguments) {
        return Stream.concat(Stream.of("transcribe", "-m", model, sound), Stream.of(arguments))
                .toArray();
    }

    private static Cli cli() {
        return new Cli(new FakeEngines());
    }
}
