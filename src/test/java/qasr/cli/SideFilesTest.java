package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import qasr.console.ClosedOutput;
import qasr.console.ExitStatus;
import qasr.testing.FakeDecoder;
import qasr.testing.NewUser;
import qasr.testing.Signals;

/** Tests that reports, lists and logs replace only what an earlier run wrote. */
final class SideFilesTest {
    private static final List<String> OPTIONS = List.of("--report", "--review", "--stage-times", "--profile");

    @TempDir
    Path folder;

    private Path model;
    private Path recording;

    @BeforeEach
    void record() throws Exception {
        model = Files.createDirectories(folder.resolve("model"));
        float[] second = Signals.silence(Signals.SECOND);
        Arrays.fill(second, 0.1f);
        recording = FakeDecoder.write(folder.resolve("a.wav"), second);
    }

    private Cli.Outcome transcribe(Object... options) {
        List<Object> all = Stream.concat(
                        Stream.of("transcribe", "-q", "-m", model, "-d", folder.resolve("out")), Stream.of(options))
                .toList();
        return new Cli(new FakeEngines())
                .run(Stream.concat(all.stream(), Stream.of(recording)).toArray());
    }

    @Test
    void aFileThatQasrDidNotWriteIsRefusedBeforeTheRun() throws IOException {
        for (String option : OPTIONS) {
            for (String content : List.of("my notes\n", "{\"schema\": \"other/1\"}\n", "source\tstart\n")) {
                Path file = Files.writeString(folder.resolve("notes"), content);
                Cli.Outcome outcome = transcribe(option, file);
                assertEquals(ExitStatus.OUTPUT.code(), outcome.status(), option);
                assertTrue(
                        outcome.err().startsWith("qasr: " + file + ": cannot be written: it exists and is no "),
                        outcome.err());
                assertTrue(outcome.err().contains("name another file"), outcome.err());
                assertEquals(content, Files.readString(file));
                assertFalse(Files.exists(folder.resolve("out/a.txt")), "nothing was done");
                Files.deleteIfExists(file);
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatTheUserCannotWriteIsFoundBeforeTheRun() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(locked), "root can write everything");
        for (String option : OPTIONS) {
            refused(option, locked.resolve("file"), "permission denied");
        }
        refused("--review", locked.resolve("missing/file"), "permission denied");
    }

    @Test
    void aNameThatIsTooLongIsFoundBeforeTheRun() {
        for (String option : OPTIONS) {
            refused(option, folder.resolve("x".repeat(300)), "");
        }
    }

    private void refused(String option, Path file, String reason) {
        Cli.Outcome outcome = transcribe(option, file);
        assertEquals(ExitStatus.OUTPUT.code(), outcome.status(), option);
        assertTrue(outcome.err().startsWith("qasr: " + file + ": cannot be written: " + reason), outcome.err());
        assertFalse(Files.exists(folder.resolve("out/a.txt")), option + ": nothing was done");
    }

    @Test
    void anEarlierOneAnEmptyFileAndANewOneAreWritten() throws IOException {
        for (String option : OPTIONS) {
            Path file = Files.createFile(folder.resolve("file" + option));
            for (int run = 0; run < 3; run++) {
                Cli.Outcome outcome = transcribe(option, file, "--on-exists", "overwrite");
                assertEquals(0, outcome.status(), outcome.err());
                Cli.Outcome update = transcribe(option, file);
                assertEquals(0, update.status(), update.err());
                assertTrue(Files.size(file) > 0, option);
                if (run == 1) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void overwriteAndBackupReplaceAnyFile() throws IOException {
        for (String option : List.of("--report", "--review")) {
            Path file = Files.writeString(folder.resolve("notes"), "my notes\n");
            assertEquals(0, transcribe(option, file, "--backup").status());
            Path kept = folder.resolve("notes.~1~");
            assertEquals("my notes\n", Files.readString(kept));
            Files.delete(kept);
            Files.writeString(file, "my notes\n");
            assertEquals(0, transcribe(option, file, "--on-exists", "overwrite").status());
            assertFalse(Files.readString(file).contains("my notes"));
        }
    }

    @Test
    void aReviewListThatSomebodyHasChangedIsKept() throws IOException {
        for (String name : List.of("list.tsv", "list.md")) {
            Path list = folder.resolve(name);
            assertEquals(0, transcribe("--review", list).status());
            Files.writeString(list, Files.readString(list).replace("\n", "\r\n"));
            assertEquals(0, transcribe("--review", list).status(), "only the line ends differ");
            String changed = Files.readString(list) + "I have heard this one\n";
            Files.writeString(list, changed);
            Cli.Outcome outcome = transcribe("--review", list);
            assertEquals(ExitStatus.OUTPUT.code(), outcome.status());
            assertTrue(outcome.err().contains("it was changed after qasr wrote it"), outcome.err());
            assertEquals(changed, Files.readString(list));
        }
    }

    @Test
    void aReviewListThatCannotBeWrittenLosesNeitherReportNorRecord() throws IOException {
        Path report = folder.resolve("report.json");
        Path list = folder.resolve("list.tsv");
        Path text = folder.resolve("a.txt");
        FakeEngines engines = new FakeEngines().beforeOpening(input -> annotate(list));
        Object[] words = {"transcribe", "-m", model, "--report", report, "-o", text, recording, "--review", list};
        Cli.Outcome outcome = new Cli(engines).run(words);
        assertEquals(ExitStatus.OUTPUT.code(), outcome.status());
        assertTrue(
                outcome.err().contains("it was changed after qasr wrote it")
                        || outcome.err().contains("no review list"),
                outcome.err());
        assertTrue(Files.readString(report).contains("\"done\": 1"), Files.readString(report));
        Files.delete(list);
        Cli.Outcome next = new Cli(new FakeEngines()).summary().run(words);
        assertEquals(0, next.status(), next.err());
        assertTrue(next.err().contains("1 up to date"), next.err());
    }

    private static OutputStream closed() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
    }

    private static void annotate(Path list) {
        try {
            Files.writeString(list, "my notes\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theStatusDoesNotDependOnWhetherAPrintedReviewListIsRead() throws IOException {
        Path report = folder.resolve("report.json");
        Path none = Files.writeString(folder.resolve("none.wav"), "no sound");
        Object[] words = {
            "transcribe", "-m", model, "--report", report, "-d", folder.resolve("out"), "--review", "-", recording, none
        };
        for (String run : List.of("first", "up to date")) {
            assertEquals(
                    3, new Cli(new FakeEngines()).out(closed(), true).run(words).status(), run);
            assertTrue(Files.readString(report).contains("\"failed\": 1"), run);
            Files.delete(report);
        }
    }

    @Test
    void aReportDoesNotReplaceAnOutputOfTheSameRun() throws IOException {
        for (String option : OPTIONS) {
            Path output = folder.resolve("out/a.txt");
            Cli.Outcome outcome = transcribe(option, output);
            assertEquals(ExitStatus.OUTPUT.code(), outcome.status(), option + ": " + outcome.err());
            if (Files.exists(output)) {
                assertEquals("One.\n", Files.readString(output), option);
                Files.delete(output);
            }
        }
    }

    @Test
    void aRecordingIsNeverReplaced() throws IOException {
        for (String option : OPTIONS) {
            Cli.Outcome outcome = transcribe(option, recording, "--on-exists", "overwrite");
            assertEquals(ExitStatus.USAGE.code(), outcome.status(), option);
            assertTrue(outcome.err().contains("is also an input"), outcome.err());
        }
        for (String example : List.of("phone-call.wav", "welcome.m4a")) {
            Path other = Files.copy(Path.of("examples", example), folder.resolve(example));
            Cli.Outcome log = transcribe("--log-file", other);
            assertEquals(ExitStatus.OUTPUT.code(), log.status(), log.err());
            assertTrue(log.err().contains(other + ": cannot be written: is not a text file"), log.err());
            assertEquals(-1, Files.mismatch(Path.of("examples", example), other));
        }
    }

    /** A process of its own: its standard error is a file that the shell has opened and others write to. */
    @Test
    void standardErrorIsWrittenToAndNotReplaced() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/stderr")), "/dev/stderr");
        Path err = Files.writeString(folder.resolve("err"), "by the shell\n");
        Process process = NewUser.process(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "qasr.cli.Main",
                        "transcribe",
                        "--report",
                        "/dev/stderr",
                        "--log-file",
                        "/dev/fd/2",
                        folder.resolve("none.wav").toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
                .start();
        assertEquals(ExitStatus.INPUT.code(), process.waitFor());
        String text = Files.readString(err);
        assertTrue(text.startsWith("by the shell\n"), text);
        assertTrue(text.contains("\nqasr: " + folder.resolve("none.wav") + ": "), text);
        assertTrue(text.contains("Z qasr: " + folder.resolve("none.wav") + ": "), text);
        assertTrue(text.contains("\"schema\": \"qasr.report/1\""), text);
    }

    /** As under the launcher, where descriptor 1 is standard error, and the JVM has files of its own from 4 on. */
    @Test
    void standardOutputIsTheDescriptorForResults() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/fd/1")), "/proc");
        Path own = folder.resolve("own");
        Path log = folder.resolve("log");
        Path read = Files.writeString(folder.resolve("read"), "mine");
        String java = "\"$0\" --add-opens java.base/java.io=ALL-UNNAMED -Dqasr.results=9 -cp \"$1\" qasr.cli.Main"
                + " transcribe --report \"$2\" --log-file \"$3\" none.wav";
        String lines = "exec 9>&1 1>&2; " + java + " 3> own; " + java.replace("$3", "$4") + " 8< read; echo $?";
        Process process = NewUser.process(
                        "/bin/sh",
                        "-c",
                        lines,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"),
                        "/dev/stdout",
                        "/dev/fd/3",
                        "/dev/fd/8")
                .directory(folder.toFile())
                .redirectError(log.toFile())
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), Files.readString(log));
        assertTrue(out.startsWith("{") && out.contains("\"schema\": \"qasr.report/1\""), out);
        assertTrue(Files.readString(own).contains("Z qasr: none.wav: no such file"), Files.readString(own));
        String err = Files.readString(log);
        assertFalse(err.contains("qasr.report/1"), err);
        assertTrue(err.contains("/dev/fd/8: cannot be written: descriptor 8 is not open for writing\n"), err);
        assertTrue(err.endsWith("\n7\n"), err);
        assertEquals("mine", Files.readString(read));
    }

    @Test
    void aNameOfStandardOutputIsStandardOutput() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/stdout")), "/dev/stdout");
        Object[] words = {"transcribe", "-m", model, "-o", "/dev/stdout", recording};
        assertEquals(new Cli.Outcome(0, "One.\n", ""), new Cli(new FakeEngines()).run(words));
        assertEquals(
                0, new Cli(new FakeEngines()).out(closed(), true).run(words).status(), "its reader has gone");
        Cli.Outcome full = new Cli(new FakeEngines()).out(closed(), false).run(words);
        assertEquals(ExitStatus.OUTPUT.code(), full.status(), full.err());
        assertTrue(transcribe("--report", "/dev/fd/1").out().contains("qasr.report/1"));
        for (Object[] each : new Object[][] {
            words, {"transcribe", "-m", model, "--report", "/dev/stdout", "-d", folder.resolve("out"), recording}
        }) {
            FakeEngines unused = new FakeEngines();
            Cli.Outcome none = new Cli(unused).out(new ClosedOutput(), false).run(each);
            assertEquals(
                    new Cli.Outcome(
                            ExitStatus.OUTPUT.code(),
                            "",
                            "qasr: /dev/stdout: cannot be written: the stream is closed\n"),
                    none);
            assertEquals(List.of(), unused.opened());
        }
    }

    @Test
    void aLogIsContinued() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "another program's line\n");
        for (int run = 1; run <= 2; run++) {
            assertEquals(0, transcribe("--log-file", log).status());
        }
        assertTrue(Files.readString(log).startsWith("another program's line\n"));
    }
}
