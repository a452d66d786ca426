package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import qasr.batch.StateFolder;
import qasr.testing.FakeDecoder;

/** Checks that files that a user wrote or corrected are replaced only on request; the engines are fakes. */
final class CorrectedOutputsTest {
    private static final String REMEDY = "; --backup keeps it as %s.~1~, --on-exists overwrite replaces it\n";

    @TempDir
    Path folder;

    private FakeEngines engines;
    private Path model;
    private Path out;

    @BeforeEach
    void makeFolders() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        out = folder.resolve("out");
    }

    @Test
    void aCorrectedTextIsNotReplacedAndTheOthersAreWritten() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path b = recording("b.wav", 0.2);
        transcribe("-f", "txt,srt", "-d", out, a, b);
        Path text = Files.writeString(out.resolve("a.txt"), "One!\n");
        Cli.Outcome outcome = transcribe("-q", "-f", "txt,srt", "-d", out, "--punctuation", "strip", a, b);
        assertEquals(new Cli.Outcome(3, "", changed(text)), outcome);
        assertEquals("One!\n", Files.readString(text));
        assertEquals("Two\n", Files.readString(out.resolve("b.txt")));
        assertTrue(Files.readString(out.resolve("a.srt")).contains("\nOne\n"));
        Files.writeString(out.resolve("a.srt"), "mine too");
        Cli.Outcome both = transcribe("-q", "-f", "txt,srt", "-d", out, "-l", "es", a);
        assertEquals(new Cli.Outcome(7, "", changed(out.resolve("a.srt")) + changed(text)), sorted(both));
        assertEquals(List.of(), engines.opened(), "nothing is decoded that cannot be written");
    }

    private static Cli.Outcome sorted(Cli.Outcome outcome) {
        return new Cli.Outcome(
                outcome.status(),
                outcome.out(),
                String.join(
                        "",
                        outcome.err().lines().sorted().map(line -> line + "\n").toList()));
    }

    private static String changed(Path file) {
        return "qasr: " + file + ": cannot be written: it was changed after qasr wrote it"
                + String.format(REMEDY, file.getFileName());
    }

    @Test
    void itIsReplacedIfThatIsAskedForAndKeptAsCpDoes() throws IOException {
        Path a = recording("a.wav", 0.1);
        transcribe("-d", out, a);
        Path text = Files.writeString(out.resolve("a.txt"), "first\n");
        assertEquals(
                0,
                transcribe("-d", out, "-l", "es", "--on-exists", "overwrite", a).status());
        assertEquals(List.of(".qasr", "a.txt"), names(out));
        Files.writeString(text, "second\n");
        Cli.Outcome kept = transcribe("-d", out, "--backup", a);
        assertEquals(0, kept.status(), kept.err());
        assertTrue(kept.err().contains("qasr: " + text + ": kept as a.txt.~1~\n"), kept.err());
        Files.writeString(text, "third\n");
        Files.writeString(out.resolve("a.txt.~7~"), "cp's");
        assertEquals(
                0,
                transcribe("-d", out, "--backup", "--punctuation", "strip", a).status());
        assertEquals(List.of(".qasr", "a.txt", "a.txt.~1~", "a.txt.~7~", "a.txt.~8~"), names(out));
        assertEquals("second\n", Files.readString(out.resolve("a.txt.~1~")));
        assertEquals("third\n", Files.readString(out.resolve("a.txt.~8~")));
        assertEquals("One\n", Files.readString(text));
        assertEquals(
                0,
                transcribe("-d", out, "--backup", "--punctuation", "strip", a).status());
        assertEquals(5, names(out).size(), "what is up to date is neither made again nor kept");
    }

    @Test
    void whatAnEditorDoesToLineEndsIsNoCorrection() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        for (String same : List.of("One.\r\nTwo.\r\n", "\uFEFFOne.\nTwo.\n", "One.\nTwo.", "One.\nTwo.\n\n", "")) {
            transcribe("-d", out, "--on-exists", "overwrite", a);
            Files.writeString(out.resolve("a.txt"), same);
            assertEquals(0, transcribe("-d", out, "--punctuation", "strip", a).status(), same);
            assertEquals("One\nTwo\n", Files.readString(out.resolve("a.txt")));
        }
        for (String other : List.of("One.\nTwo!\n", "One. Two.\n", "One.\n", " One.\nTwo.\n")) {
            transcribe("-d", out, "--on-exists", "overwrite", a);
            Files.writeString(out.resolve("a.txt"), other);
            assertEquals(7, transcribe("-d", out, "--punctuation", "strip", a).status(), other);
            assertEquals(other, Files.readString(out.resolve("a.txt")));
        }
    }

    @Test
    void anotherFormatOfACorrectedResultIsNotMadeFromTheModelsWords() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        transcribe("-f", "json,txt", "-d", out, a);
        Path text = Files.writeString(out.resolve("a.txt"), "One.\nThree.\n");
        Path json = out.resolve("a.json");
        assertEquals(0, run("render", json, "--corrected", text).status());
        Files.delete(text);
        Cli.Outcome again = transcribe("-f", "json,txt,md", "-d", out, a);
        assertEquals(7, again.status(), again.err());
        for (String name : List.of("a.txt", "a.md")) {
            Path target = out.resolve(name);
            assertFalse(Files.exists(target));
            String render = "'qasr render " + json + " -o " + target + "'";
            assertTrue(
                    again.err().contains(target + ": cannot be written: it would lack the corrections"), again.err());
            assertTrue(again.err().contains(render), again.err());
            assertEquals(0, run("render", json, "-o", target).status());
            assertTrue(Files.readString(target).contains("Three."), "with the correction");
        }
        assertEquals(0, transcribe("-f", "json,txt,md", "-d", out, a).status());
        Files.delete(text);
        assertEquals(0, transcribe("-f", "txt", "--backup", "-d", out, a).status());
        assertEquals("One.\nTwo.\n", Files.readString(text));
    }

    @Test
    void correctedFilesOfOtherFormatsAreNoRunningText() throws IOException {
        transcribe("-f", "json", "-d", out, recording("a.wav", 0.1, 0.2));
        Path json = out.resolve("a.json");
        String before = Files.readString(json);
        for (String format : List.of("csv", "html", "ass", "tsv", "md")) {
            Path file = out.resolve(format.equals("md") ? "x.md" : "x.txt");
            Files.writeString(file, run("render", json, "-f", format).out().replace("Two", "Three"));
            Cli.Outcome outcome = run("render", json, "--corrected", file);
            assertEquals(4, outcome.status(), outcome.err());
            assertTrue(outcome.err().contains(file + ": is a file of the format " + format), outcome.err());
            assertEquals(before, Files.readString(json));
        }
    }

    @Test
    void whatIsTouchedDeletedOrNotRecordedIsTold() throws IOException {
        Path a = recording("a.wav", 0.1);
        transcribe("-d", out, a);
        Path text = out.resolve("a.txt");
        Files.setLastModifiedTime(text, FileTime.fromMillis(1));
        assertEquals(0, transcribe("-d", out, "-l", "es", a).status());
        Files.delete(text);
        assertEquals(0, transcribe("-d", out, "-l", "es", a).status());
        assertTrue(Files.exists(text));
        Files.delete(out.resolve(".qasr/outputs"));
        assertEquals(
                new Cli.Outcome(
                        7,
                        "",
                        "qasr: " + text + ": cannot be written: it exists, and no record says that qasr wrote it"
                                + String.format(REMEDY, "a.txt")),
                transcribe("-q", "-d", out, a));
        assertEquals(
                0,
                transcribe("-d", out, "--no-resume", "--on-exists", "overwrite", a)
                        .status());
        assertEquals(0, transcribe("-d", out, "--no-trace", "-l", "es", a).status());
    }

    @Test
    void oneFileForAllIsLookedAtInTheSameWay() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path text = folder.resolve("notes.txt");
        assertEquals(0, transcribe("-o", text, a).status());
        assertEquals(0, transcribe("-o", text, "-l", "es", a).status());
        Files.writeString(text, "mine\n");
        assertEquals(new Cli.Outcome(7, "", changed(text)), transcribe("-q", "-o", text, a));
        assertEquals(List.of(), engines.opened());
        assertEquals(0, transcribe("-o", text, "--backup", a).status());
        assertEquals("mine\n", Files.readString(folder.resolve("notes.txt.~1~")));
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), text);
        assertEquals(0, transcribe("-o", link, "-l", "es", a).status());
        Files.writeString(text, "mine\n");
        assertEquals(7, transcribe("-o", link, a).status());
        assertEquals("mine\n", Files.readString(text));
        Path empty = Files.createFile(folder.resolve("empty"));
        assertEquals(0, transcribe("-o", empty, a).status());
    }

    @Test
    void foldersMayBeLinks() throws IOException {
        Path recordings = Files.createDirectories(folder.resolve("rec/sub"));
        recording("rec/sub/a.wav", 0.1);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createDirectories(out);
        Files.createSymbolicLink(out.resolve("sub"), elsewhere);
        Path link = Files.createSymbolicLink(folder.resolve("link"), out);
        Object[] again = {"-r", "-d", link, "-l", "es", recordings.getParent()};
        assertEquals(0, transcribe("-r", "-d", link, recordings.getParent()).status());
        assertEquals(
                0,
                transcribe("-d", elsewhere, "--punctuation", "strip", recordings)
                        .status());
        assertEquals("One\n", Files.readString(elsewhere.resolve("a.txt")));
        assertEquals(0, transcribe(again).status());
        Files.writeString(elsewhere.resolve("a.txt"), "mine\n");
        assertEquals(7, transcribe("-r", "-d", out, recordings.getParent()).status());
        assertEquals(7, transcribe("-d", elsewhere, recordings).status());
        assertEquals("mine\n", Files.readString(elsewhere.resolve("a.txt")));
    }

    @Test
    void whatIsChangedWhileARunIsAtWorkStays() throws IOException {
        Path a = recording("a.wav", 0.1);
        transcribe("-f", "txt,srt", "-d", out, a);
        Path text = out.resolve("a.txt");
        engines = new FakeEngines(waveform -> {
            try {
                Files.writeString(text, "mine\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return "language English<asr_text>Other.";
        });
        Cli.Outcome outcome = run(engines, "transcribe", "-m", model, "-f", "txt,srt", "-d", out, "-l", "en", a);
        assertEquals(7, outcome.status(), outcome.err());
        assertEquals("mine\n", Files.readString(text));
        assertTrue(Files.readString(out.resolve("a.srt")).contains("Other."));
    }

    @Test
    void renderAndSegmentReplaceOnlyWhatIsTheirs() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        transcribe("-f", "json,txt", "-d", out, a);
        Path json = out.resolve("a.json");
        assertEquals(
                0,
                run("render", json, "-f", "txt,srt", "-d", out, "--timestamps", "segment")
                        .status());
        assertEquals(0, run("render", json, "-f", "txt,srt", "-d", out).status());
        assertEquals(0, run("segment", "-f", "tsv", "-d", out, a).status());
        Path text = Files.writeString(out.resolve("a.txt"), "mine\n");
        Path table = Files.writeString(out.resolve("a.tsv"), "mine\n");
        Cli.Outcome rendered = run("-q", "render", json, "-f", "txt,srt", "-d", out, "--crlf");
        assertEquals(new Cli.Outcome(7, "", changed(text)), rendered);
        assertTrue(Files.readString(out.resolve("a.srt")).contains("\r\n"), "the other format is written");
        assertEquals(new Cli.Outcome(7, "", changed(table)), run("-q", "segment", "-d", out, "--max-chunk", "1", a));
        assertEquals(7, run("segment", "-o", table, "--max-chunk", "1", a).status());
        assertEquals(7, run("render", "-o", text, json).status());
        assertEquals(0, run("render", "-o", text, "--on-exists", "skip", json).status());
        assertEquals("mine\n", Files.readString(text));
        assertEquals("mine\n", Files.readString(table));
        assertEquals(
                7,
                run("render", "-f", "srt", "-d", out, "--on-exists", "fail", json)
                        .status());
        assertEquals(0, run("render", "-f", "txt", "-d", out, "--backup", json).status());
        assertEquals("mine\n", Files.readString(out.resolve("a.txt.~1~")));
        assertEquals("One.\nTwo.\n", Files.readString(text));
        assertEquals(0, transcribe("-f", "json,txt", "-d", out, a).status());
        assertEquals(List.of(), engines.opened(), "it is still up to date");
    }

    @Test
    void soundThatSomebodyCutIsNotReplaced() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        Path chunks = folder.resolve("chunks");
        assertEquals(0, run("segment", "--write-audio", chunks, a).status());
        assertEquals(0, run("segment", "--write-audio", chunks, a).status());
        Files.writeString(chunks.resolve("a.0002.wav"), "cut by hand");
        assertEquals(
                0,
                run("segment", "--write-audio", chunks, "--on-exists", "skip", a)
                        .status());
        assertEquals(7, run("segment", "--write-audio", chunks, a).status());
        assertEquals("cut by hand", Files.readString(chunks.resolve("a.0002.wav")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatTheUserCannotWriteStays() throws IOException {
        Path a = recording("a.wav", 0.1);
        transcribe("-d", out, a);
        Path text = out.resolve("a.txt");
        Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("r--r--r--"));
        assumeFalse(Files.isWritable(text), "root can write everything");
        Cli.Outcome outcome = transcribe("-q", "-d", out, "-l", "es", a);
        assertEquals(
                new Cli.Outcome(7, "", "qasr: " + text + ": cannot be written: the file is write-protected\n"),
                outcome);
    }

    @Test
    void aRunThatWasKilledBeforeItNotedWhatItHadWrittenKnowsItsFiles() throws IOException {
        Path a = recording("a.wav", 0.1);
        transcribe("-d", out, a);
        // As if the last record, which says what the output was made from, had not been written any more.
        Path log = out.resolve(".qasr").resolve("outputs");
        List<String> records = Files.readAllLines(log);
        Files.write(log, records.subList(0, records.size() - 1));
        assertEquals(0, transcribe("-d", out, "-l", "es", a).status());
        try (StateFolder state = StateFolder.in(out)) {
            assertFalse(state.at("a.txt").orElseThrow().fingerprint().isEmpty());
        }
    }

    /** The recording of a corrected output is replaced by another one, whose output is corrected, too. */
    @Test
    void theCorrectionsOfAnotherRecordingAreNotCopiedOverIt() throws IOException {
        Path b = correctedAndReplaced(true);
        Path text = out.resolve("a.txt");
        Cli.Outcome refused = transcribe("-q", "-d", out, "-f", "txt,json", b);
        assertEquals(7, refused.status(), refused.err());
        assertTrue(refused.err().contains(text + ": cannot be written: it has corrections"), refused.err());
        assertEquals("One!\n", Files.readString(text));
        Cli.Outcome kept = transcribe("-d", out, "-f", "txt,json", "--backup", b);
        assertEquals(0, kept.status(), kept.err());
        assertEquals("Two.\n", Files.readString(text));
        assertEquals("One!\n", Files.readString(out.resolve("a.txt.~1~")));
        assertTrue(Files.readString(out.resolve("a.json.~1~")).contains("One!"));
    }

    @Test
    void aBackupIsKeptOfAnOutputThatACopyWouldReplace() throws IOException {
        Path b = correctedAndReplaced(false);
        Cli.Outcome kept = transcribe("-d", out, "-f", "txt,json", "--backup", b);
        assertEquals(0, kept.status(), kept.err());
        assertEquals("Two.\n", Files.readString(out.resolve("a.txt")));
        assertEquals("One.\n", Files.readString(out.resolve("a.txt.~1~")));
    }

    @Test
    void aRenderingDoesNotReplaceTheCorrectionsOfAnotherRecording() throws IOException {
        correctedAndReplaced(true);
        Path json = out.resolve("a.json");
        Path other = out.resolve("b.json");
        String corrected = Files.readString(json);
        Cli.Outcome refused = run("render", other, "-f", "json", "-o", json);
        assertEquals(7, refused.status(), refused.err());
        assertTrue(refused.err().contains(json + ": cannot be written: it has corrections"), refused.err());
        assertEquals(corrected, Files.readString(json));
        assertEquals(0, run("render", json, "-f", "txt", "-d", out, "--crlf").status(), "its own");
        assertEquals("One!\r\n", Files.readString(out.resolve("a.txt")));
        for (String format : List.of("json", "txt")) {
            Files.move(out.resolve("b." + format), out.resolve("c." + format));
        }
        Cli.Outcome renamed = run("render", out.resolve("c.json"), "-f", "txt", "-d", out, "--crlf");
        assertEquals(0, renamed.status(), renamed.err());
    }

    /** Makes outputs of a.wav and b.wav, corrects them, gives b.wav the name a.wav, and returns it. */
    private Path correctedAndReplaced(boolean corrected) throws IOException {
        Path a = recording("a.wav", 0.1);
        Path b = recording("b.wav", 0.2);
        assertEquals(0, transcribe("-d", out, "-f", "txt,json", a, b).status());
        for (String name : corrected ? List.of("a", "b") : List.<String>of()) {
            Path text = Files.writeString(out.resolve(name + ".txt"), name.equals("a") ? "One!\n" : "Two!\n");
            Cli.Outcome taken = run("render", out.resolve(name + ".json"), "--corrected", text);
            assertEquals(0, taken.status(), taken.err());
        }
        return Files.move(b, a, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void correctionsFollowARecordingThatIsRenamedTwice() throws IOException {
        Path a = recording("a.wav", 0.1);
        assertEquals(0, transcribe("-d", out, "-f", "txt,json", a).status());
        Path text = Files.writeString(out.resolve("a.txt"), "One!\n");
        assertEquals(
                0, run("render", out.resolve("a.json"), "--corrected", text).status());
        Path b = Files.move(a, folder.resolve("b.wav"));
        for (String format : List.of("json", "txt")) {
            Files.move(out.resolve("a." + format), out.resolve("b." + format));
        }
        assertEquals(0, transcribe("-d", out, "-f", "txt,json", b).status());
        assertEquals(List.of(), engines.opened(), "renamed together");
        Path c = Files.move(b, folder.resolve("c.wav"));
        Cli.Outcome copied = transcribe("-d", out, "-f", "txt,json", c);
        assertEquals(0, copied.status(), copied.err());
        assertEquals("One!\n", Files.readString(out.resolve("c.txt")));
        assertTrue(Files.readString(out.resolve("c.json")).contains("One!"));
    }

    @Test
    void eachRowOfAReportHasTheSameKeys() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        Path b = recording("b.wav", 0.3);
        Path bad = Files.writeString(folder.resolve("bad.wav"), "no");
        transcribe("-d", out, a);
        JsonArray rows = report("-d", out, a, b, bad);
        Set<String> keys = rows.get(1).getAsJsonObject().keySet();
        assertTrue(
                keys.containsAll(Set.of("seconds", "elapsed_s", "warnings", "error", "exit_status")), keys.toString());
        for (int i = 0; i < rows.size(); i++) {
            assertEquals(
                    List.copyOf(keys), List.copyOf(rows.get(i).getAsJsonObject().keySet()));
        }
        JsonObject current = rows.get(0).getAsJsonObject();
        assertEquals("current", current.get("status").getAsString());
        assertEquals(2, current.get("seconds").getAsDouble());
        assertEquals(2, current.get("attempts").getAsInt());
        assertTrue(current.get("rtf").isJsonNull());
        assertEquals(
                2,
                report("--on-exists", "skip", "-d", out, a)
                        .get(0)
                        .getAsJsonObject()
                        .get("seconds")
                        .getAsInt());
        Path all = folder.resolve("all.txt");
        transcribe("-o", all, a, b);
        JsonArray single = report("-o", all, a, b);
        assertEquals("current", single.get(1).getAsJsonObject().get("status").getAsString());
        assertEquals(1, single.get(1).getAsJsonObject().get("speech_seconds").getAsDouble());
        Path renamed = Files.move(a, folder.resolve("c.wav"));
        assertEquals(
                2,
                report("-d", out, renamed)
                        .get(0)
                        .getAsJsonObject()
                        .get("seconds")
                        .getAsInt());
    }

    private JsonArray report(Object... arguments) throws IOException {
        Path report = folder.resolve("report.json");
        transcribe(Stream.concat(Stream.of("--report", report), Stream.of(arguments))
                .toArray());
        return JsonParser.parseString(Files.readString(report))
                .getAsJsonObject()
                .getAsJsonArray("files");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Cli.Outcome transcribe(Object... arguments) {
        return run(Stream.concat(Stream.of("transcribe", "-m", model), Stream.of(arguments))
                .toArray());
    }

    private Cli.Outcome run(Object... arguments) {
        engines = new FakeEngines();
        return run(engines, arguments);
    }

    private static Cli.Outcome run(FakeEngines with, Object... arguments) {
        return new Cli(with).run(arguments);
    }

    private Path recording(String name, double... loudness) throws IOException {
        return FakeDecoder.write(folder.resolve(name), loudness);
    }
}
