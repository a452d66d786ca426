package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.AudioInput;
import qasr.testing.FakeDecoder;

/** Tests directories, lists and excerpts as inputs, and trees and templates as outputs. The engines are fakes. */
final class BatchInputTest {
    @TempDir
    Path folder;

    private Path model;
    private Path recordings;
    private Path out;

    @BeforeEach
    void makeFolders() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        recordings = Files.createDirectory(folder.resolve("recordings"));
        out = folder.resolve("out");
    }

    @Test
    void aDirectoryMeansTheRecordingsInIt() throws IOException {
        recording("10.wav", 0.3);
        recording("2.wav", 0.2);
        recording("unnamed", 0.1);
        recording("sub/4.wav", 0.4);
        Files.writeString(recordings.resolve("notes.txt"), "Dear diary");
        Cli.Outcome outcome = run("-v", recordings);
        assertEquals(
                "==> " + recordings.resolve("2.wav") + " <==\nTwo.\n\n==> " + recordings.resolve("10.wav")
                        + " <==\nThree.\n\n==> " + recordings.resolve("unnamed") + " <==\nOne.\n",
                outcome.out());
        assertTrue(outcome.err().contains(recordings + ": skipped 1 files that are not recordings"), outcome.err());
    }

    /** As with a variable of the shell that has no value: the current directory is not meant. */
    @Test
    void anInputWithoutANameIsAUsageError() {
        Cli.Outcome outcome = run("-d", out, "");
        assertEquals(2, outcome.status());
        assertEquals(
                List.of(
                        "qasr: INPUT: an input has no name; write . for this directory",
                        "Try 'qasr transcribe --help'."),
                outcome.err().lines().toList());
        assertTrue(Files.notExists(out));
    }

    @Test
    void aFileThatTheDecoderCannotCopeWithIsNoRecording() throws IOException {
        recording("1.wav", 0.1);
        recording("odd", 0.2);
        FakeEngines engines = new FakeEngines().beforeOpening(input -> {
            if (input instanceof AudioInput.AudioFile file && file.path().endsWith("odd")) {
                throw new IllegalArgumentException("newPosition > limit");
            }
        });
        Cli.Outcome outcome = new Cli(engines).run("transcribe", "-m", model, recordings);
        assertEquals("One.\n", outcome.out(), outcome.err());
        assertEquals(0, outcome.status());
    }

    @Test
    void theTreeOfADirectoryIsMirrored() throws IOException {
        recording("a.wav", 0.1);
        recording("x/a.wav", 0.2);
        recording("x/y/a.wav", 0.3);
        assertEquals(new Cli.Outcome(0, "", ""), run("-r", "-d", out, recordings));
        assertEquals(List.of("a.txt", "x/a.txt", "x/y/a.txt"), outputs());
        assertEquals("Three.\n", Files.readString(out.resolve("x/y/a.txt")));
    }

    @Test
    void aTemplateNamesTheOutputs() throws IOException {
        recording("x/a.wav", 0.2);
        recording("y/a.wav", 0.3);
        Cli.Outcome outcome = run(
                "-r",
                "-l",
                "en",
                "-f",
                "txt,srt",
                "-d",
                out,
                "--name-template",
                "{ext}/{stem}{.lang}.{ext}",
                recordings);
        assertEquals(
                List.of("srt/a.wav-2.en.srt", "srt/a.wav.en.srt", "txt/a.wav-2.en.txt", "txt/a.wav.en.txt"), outputs());
        assertEquals(2, outcome.err().lines().count(), outcome.err());
        assertEquals(2, run("--name-template", "{stem}", recordings).status());
        assertEquals(2, run("-d", out, "--name-template", "{what}", recordings).status());
        assertEquals(
                2,
                run("-f", "txt,srt", "-d", out, "--name-template", "{stem}", recordings)
                        .status());
    }

    @Test
    void aBrokenRecordingInADirectoryIsReported() throws IOException {
        recording("good.wav", 0.1);
        Path broken = Files.writeString(recordings.resolve("broken.m4a"), "moo");
        Path empty = Files.createFile(recordings.resolve("empty.mp3"));
        Cli.Outcome outcome = run("-d", out, recordings);
        assertEquals(3, outcome.status());
        assertEquals(
                List.of(
                        "qasr: " + broken + ": is no recording",
                        "qasr: " + empty + ": is empty (0 bytes): there is no recording in it"),
                outcome.err().lines().limit(2).toList());
        assertEquals(List.of("good.txt"), outputs());
    }

    @Test
    void aDirectoryWithoutRecordingsIsDoneWithANote() {
        assertEquals(
                new Cli.Outcome(0, "", "qasr: " + recordings + ": no recordings in it\n"), run("-d", out, recordings));
    }

    @Test
    void aListNamesInputs() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path b = recording("b.wav", 0.2);
        Path list = Files.writeString(folder.resolve("list"), a + "\n" + b + "\n");
        assertEquals(
                "==> " + a + " <==\nOne.\n\n==> " + b + " <==\nTwo.\n",
                run("--files-from", list).out());
        String piped = new Cli(new FakeEngines())
                .in((b + "\0").getBytes(StandardCharsets.UTF_8))
                .run("transcribe", "-m", model, "--files-from", "-")
                .out();
        assertEquals("Two.\n", piped);
        assertEquals(2, run("--files-from", folder.resolve("none")).status());
        assertEquals(2, run("--files-from", "-", "-").status());
        assertEquals(2, run().status());
    }

    @Test
    void anExcerptKeepsTheTimesOfTheRecording() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2, 0.3, 0.4);
        assertEquals("Two.\nThree.\n", run("--start", "1", "--end", "0:03", a).out());
        String srt = run("-f", "srt", "--start", "2", a).out();
        assertTrue(srt.startsWith("1\n00:00:02,000 --> "), srt);
        assertEquals("1.000\t2.000\t1.000", segments("--start", "1", "--end", "2", a));
        Cli.Outcome late = run("--start", "9", a);
        assertEquals(new Cli.Outcome(4, "", "qasr: " + a + ": ends at 0:00:04.0, before --start 0:00:09.0\n"), late);
        assertEquals(2, run("--start", "2", "--end", "1", a).status());
        assertEquals(2, run("--start", "soon", a).status());
    }

    @Test
    void textFilesMayHaveAByteOrderMarkAndWindowsLineEnds() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        byte[] expected = "\uFEFFOne.\r\nTwo.\r\n".getBytes(StandardCharsets.UTF_8);
        run("--bom", "--crlf", "-d", out, a);
        assertArrayEquals(expected, Files.readAllBytes(out.resolve("a.txt")));
        run("--bom", "--crlf", "-o", folder.resolve("x.txt"), a);
        assertArrayEquals(expected, Files.readAllBytes(folder.resolve("x.txt")));
        assertEquals("\uFEFFOne.\r\nTwo.\r\n", run("--bom", "--crlf", a).out());
    }

    private String segments(Object... arguments) {
        Object[] all = Stream.concat(Stream.of("segment"), Stream.of(arguments)).toArray();
        return new Cli(new FakeEngines())
                .run(all)
                .out()
                .lines()
                .reduce((first, last) -> last)
                .orElse("");
    }

    private Cli.Outcome run(Object... arguments) {
        Object[] all = Stream.concat(Stream.of("transcribe", "-m", model), Stream.of(arguments))
                .toArray();
        return new Cli(new FakeEngines()).run(all);
    }

    private Path recording(String name, double... loudness) throws IOException {
        Path file = recordings.resolve(name);
        Files.createDirectories(file.getParent());
        return FakeDecoder.write(file, loudness);
    }

    private List<String> outputs() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> out.relativize(file).toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
