package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.batch.FileName;
import qasr.batch.StateFolder;
import qasr.console.ClosedOutput;
import qasr.job.TextFile;
import qasr.testing.FakeDecoder;

/**
 * Tests unusual files: names with arbitrary bytes, names that are too long, dangling links, partial downloads and
 * source files among recordings. The engines are fakes.
 */
final class OddPlacesTest {
    private static final String NOT_UTF8 = "caf\uDCE9";

    @TempDir
    Path folder;

    private Path recordings;
    private Path out;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectory(folder.resolve("model"));
        recordings = Files.createDirectory(folder.resolve("in"));
        out = folder.resolve("out");
    }

    private Path recording(String name, double tenths) throws IOException {
        float[] samples = new float[16_000];
        Arrays.fill(samples, (float) tenths);
        return FakeDecoder.write(recordings.resolve(FileName.path(name)), samples);
    }

    private Cli.Outcome run(Object... arguments) {
        return new Cli(new FakeEngines())
                .run(Stream.concat(Stream.of("transcribe", "-m", folder.resolve("model")), Stream.of(arguments))
                        .toArray());
    }

    private List<String> outputs() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(file -> FileName.of(file.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, names are characters")
    void aNameOfAnyBytesIsReadFromADirectoryAndWrittenAndCurrent() throws IOException {
        recording(NOT_UTF8 + ".wav", 0.2);
        recording("plain.wav", 0.3);
        Cli.Outcome first = run("-d", out, "-f", "txt,json", recordings);
        assertEquals(new Cli.Outcome(0, "", ""), first);
        assertEquals(List.of(NOT_UTF8 + ".json", NOT_UTF8 + ".txt", "plain.json", "plain.txt"), outputs());
        assertTrue(Files.readString(out.resolve(FileName.path(NOT_UTF8 + ".json")))
                .contains("\"path\": \"" + recordings + "/caf\\\\xe9.wav\""));
        Cli.Outcome second = run("-v", "-d", out, "-f", "txt,json", recordings);
        assertTrue(second.err().contains("caf\\xe9.wav: is up to date"), second.err());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, names are characters")
    void aListOfSuchNamesFailsThoseOnlyThatAreNotThere() throws IOException {
        recording(NOT_UTF8 + ".wav", 0.2);
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (String name : List.of("caf\u00E9.wav", "none\u00E9.wav")) {
            list.write((recordings + "/" + name + "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        Path names = Files.write(folder.resolve("list"), list.toByteArray());
        Cli.Outcome outcome = run("--files-from", names);
        assertEquals(3, outcome.status(), outcome.err());
        assertTrue(outcome.out().contains("caf\\xe9.wav <==\nTwo."), outcome.out());
        assertEquals("qasr: " + recordings + "/none\\xe9.wav: no such file\n", outcome.err());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, names are characters")
    void aCorrectionReachesTheOtherFilesOfSuchAName() throws IOException {
        Path file = recording(NOT_UTF8 + ".wav", 0.2);
        Object[] formats = {"-d", out, "-f", "txt,srt,json"};
        assertEquals(0, run(with(formats, FileName.of(file))).status());
        Path corrected = Files.writeString(folder.resolve("c.txt"), "Too.\n");
        String json = out + "/" + NOT_UTF8 + ".json";
        Cli.Outcome render = new Cli(new FakeEngines()).run("render", json, "--corrected", corrected);
        assertEquals(0, render.status(), render.err());
        assertTrue(render.err().contains("caf\\xe9.json: also updated: caf\\xe9.txt, caf\\xe9.srt\n"), render.err());
        assertEquals("Too.\n", Files.readString(out.resolve(FileName.path(NOT_UTF8 + ".txt"))));
        Path renamed = Files.move(file, recordings.resolve("good.wav"));
        Cli.Outcome again = run(with(formats, renamed));
        assertEquals(0, again.status(), again.err());
        assertTrue(again.err().contains(out + "/good.json was copied from " + out + "/caf\\xe9.json\n"), again.err());
        assertEquals("Too.\n", Files.readString(out.resolve("good.txt")));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, names are characters")
    void oneFileOfSuchANameIsUpToDate() throws IOException {
        Path file = recording("a.wav", 0.2);
        String text = folder + "/" + NOT_UTF8 + ".txt";
        assertEquals(0, run("-o", text, file).status());
        Cli.Outcome again = run("-v", "-o", text, file);
        assertTrue(again.err().contains("is up to date"), again.err());
        try (StateFolder state = StateFolder.in(folder)) {
            assertTrue(state.at("caf\\xe9.txt")
                    .filter(output -> !output.fingerprint().isEmpty())
                    .isPresent());
        }
    }

    private static Object[] with(Object[] arguments, Object last) {
        return Stream.concat(Stream.of(arguments), Stream.of(last)).toArray();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aBackslashInANameIsNoFolder() throws IOException {
        Files.createDirectories(recordings.resolve("a"));
        Files.createDirectories(recordings.resolve("c\\d"));
        Files.createDirectories(recordings.resolve("c/d"));
        recording("a\\b.wav", 0.1);
        recording("a/b.wav", 0.2);
        recording("c\\d/e.wav", 0.3);
        recording("c/d/e.wav", 0.4);
        Object[] same = {"-v", "-r", "-d", out, recordings};
        assertEquals(0, run(same).status());
        Cli.Outcome again = run(same);
        assertEquals(0, again.status(), again.err());
        for (String name : List.of("a\\b", "a/b", "c\\d/e", "c/d/e")) {
            assertTrue(Files.exists(out.resolve(name + ".txt")), name);
            assertTrue(again.err().contains(name + ".wav: is up to date"), again.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transcribe", "segment"})
    @DisabledOnOs(OS.WINDOWS)
    void aNameThatIsTooLongFailsItsOwnFormatOnly(String command) throws IOException {
        String stem = "n".repeat(251);
        recording(stem + ".wav", 0.2);
        recording("short.wav", 0.3);
        boolean whole = command.equals("transcribe");
        Cli.Outcome outcome = whole
                ? run("-d", out, "-f", "json,srt", recordings)
                : new Cli(new FakeEngines()).run("segment", "-d", out, "-f", "json,tsv", recordings);
        assertEquals(3, outcome.status(), outcome.err());
        assertEquals(
                "qasr: " + out.resolve(stem + ".json") + ": cannot be written: File name too long\n", outcome.err());
        String other = whole ? ".srt" : ".tsv";
        assertEquals(List.of(stem + other, "short.json", "short" + other), outputs());
        if (whole) {
            assertEquals(3, run("-d", out, "-f", "json,srt", recordings).status(), "a second time");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aNameThatDoesNotFitAtAllFailsBeforeDecoding() throws IOException {
        Path file = recording("a.wav", 0.2);
        FakeEngines engines = new FakeEngines();
        Cli.Outcome outcome =
                new Cli(engines).run("transcribe", "-m", folder.resolve("model"), "-o", "x".repeat(256), file);
        assertEquals(7, outcome.status(), outcome.err());
        assertFalse(engines.opened().contains("decoder"), engines.opened().toString());
        Files.createDirectories(out.resolve("a.txt"));
        assertEquals(
                new Cli.Outcome(7, "", "qasr: " + out.resolve("a.txt") + ": cannot be written: is a directory\n"),
                run("-d", out, file));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDanglingLinkIsFollowed() throws IOException {
        Path file = recording("a.wav", 0.2);
        Path real = folder.resolve("real.txt");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("second"));
        Files.createSymbolicLink(folder.resolve("second"), real);
        assertEquals(0, run("-q", "-o", link, file).status());
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("Two.\n", Files.readString(real));
        Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
        assertEquals(7, run("-q", "-o", circle, file).status());
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("no/such"));
        assertEquals(
                new Cli.Outcome(7, "", "qasr: " + nowhere + ": cannot be written: no such directory\n"),
                run("-q", "-o", nowhere, file));
    }

    @Test
    void downloadsAndSourcesInATreeAreNoRecordings() throws IOException {
        recording("whole.wav", 0.2);
        for (String name : List.of("a.mp3.part", "b.crdownload", "c.TMP", "d.wav.download", "e.wav")) {
            recording(name, 0.3);
        }
        Files.createFile(recordings.resolve("e.wav.aria2"));
        Files.createDirectory(recordings.resolve("s.wav.download"));
        Files.createFile(recordings.resolve("s.wav.download/Info.plist"));
        recording("s.wav.download/s.wav", 0.4);
        Files.writeString(recordings.resolve("index.ts"), "export const answer: number = 42; // 四十二\n");
        Files.writeString(recordings.resolve("module.mts"), "export {};\n");
        Files.write(recordings.resolve("broken.ts"), new byte[] {0x47, 0, 0, 0, 1, 2, 3});
        Cli.Outcome outcome = run("-r", recordings);
        assertTrue(outcome.out().contains("whole.wav <==\nTwo."), outcome.out());
        assertEquals(
                "qasr: " + recordings
                        + ": skipped 7 unfinished downloads: a.mp3.part, b.crdownload, c.TMP and 4"
                        + " more\nqasr: " + recordings.resolve("broken.ts") + ": is no recording\n",
                outcome.err());
        assertEquals(0, run("-q", recordings.resolve("a.mp3.part")).status(), "named, it is read");
    }

    @Test
    void textIsToldFromSound() {
        for (String text : List.of("a", "two\r\nlines\t\f", "\u001B[1mcolour", "会议", "\uFEFFmarked")) {
            assertTrue(TextFile.is(text.getBytes(StandardCharsets.UTF_8)), text);
        }
        assertTrue(TextFile.is("会".repeat(4096).substring(0, 4096).getBytes(StandardCharsets.UTF_8)));
        byte[] cut = ("x" + "会".repeat(2000)).getBytes(StandardCharsets.UTF_8);
        assertTrue(TextFile.is(Arrays.copyOf(cut, 4096)), "cut within a character");
        assertFalse(TextFile.is(new byte[0]));
        assertFalse(TextFile.is(new byte[] {'R', 'I', 'F', 'F', 0, 1}));
        assertFalse(TextFile.is(new byte[] {'c', 'a', 'f', (byte) 0xE9}));
    }

    @Test
    void closedStreamsAreNamed() throws IOException {
        Path file = recording("a.wav", 0.2);
        assertEquals(
                new Cli.Outcome(7, "", "qasr: standard output: cannot be written: the stream is closed\n"),
                new Cli(new FakeEngines())
                        .out(new ClosedOutput(), false)
                        .run("transcribe", "-m", folder.resolve("model"), file));
        assertEquals(
                0,
                new Cli(new FakeEngines())
                        .out(new ClosedOutput(), false)
                        .run("transcribe", "-m", folder.resolve("model"), "-d", out, file)
                        .status());
    }
}
