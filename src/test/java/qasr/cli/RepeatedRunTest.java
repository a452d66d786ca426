package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.FakeDecoder;

/** Tests what a run says and keeps about recordings that an earlier run, or itself, has done. The engines are fakes. */
final class RepeatedRunTest {
    private static final String HEAD = "source\tstart\tend\tsegment\treason\ttext\n";

    @TempDir
    Path folder;

    private FakeEngines engines = new FakeEngines();
    private Path model;
    private Path out;

    @BeforeEach
    void makeFolders() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        out = folder.resolve("out");
    }

    @Test
    void theSameSoundMayBeInOneFileMoreThanOnce() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        Path b = Files.copy(a, folder.resolve("b.wav"));
        Path c = recording("c.wav", 0.3);
        Path all = folder.resolve("all.txt");
        Cli.Outcome outcome = transcribe("-o", all, a, b, c, a);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                String.join("\n", "==> " + a + " <==", "One.", "Two.", "", "==> " + b + " <==", "One.", "Two.", "")
                        + String.join(
                                "\n", "", "==> " + c + " <==", "Three.", "", "==> " + a + " <==", "One.", "Two.", ""),
                Files.readString(all));
        try (Stream<Path> state = Files.list(folder.resolve(".qasr"))) {
            assertEquals(
                    List.of(),
                    state.filter(file -> file.toString().endsWith(".journal")).toList());
        }
        assertEquals(0, transcribe("-o", all, a, b, c, a).status());
        assertEquals(List.of(), engines.opened());
    }

    @Test
    void whatAnEarlierRunCouldNotHearStillCounts() throws IOException {
        Path hole = recording("a.wav", 0.1, Float.NaN, 0.2, 0.3);
        assertEquals(0, transcribe("--min-coverage", "75", "-d", out, hole).status());
        assertEquals(0, transcribe("--min-coverage", "75", "-d", out, hole).status());
        Cli.Outcome strict = transcribe("--strict", "-d", out, hole);
        assertEquals(8, strict.status(), strict.err());
        assertTrue(
                strict.err()
                        .startsWith("qasr: " + hole + ": --strict: in an earlier run only 75.0 % of the speech was"
                                + " transcribed completely"),
                strict.err());
        assertEquals(List.of(), engines.opened());
        assertEquals(8, transcribe("--min-coverage", "75.1", "-d", out, hole).status());
        assertEquals(
                8,
                transcribe("--strict", "--on-exists", "skip", "-d", out, hole).status());
        assertEquals(
                0, transcribe("--strict", "-d", out, recording("b.wav", 0.1)).status());
        assertEquals(
                0, transcribe("--strict", "-d", out, folder.resolve("b.wav")).status());
        Path all = folder.resolve("all.txt");
        transcribe("--min-coverage", "75", "-o", all, hole);
        Path report = folder.resolve("report.json");
        Cli.Outcome skipped = transcribe("--strict", "--on-exists", "skip", "--report", report, "-o", all, hole);
        assertEquals(8, skipped.status(), skipped.err());
        assertTrue(
                skipped.err().startsWith("qasr: " + hole + ": --strict: in an earlier run only 75.0 %"), skipped.err());
        assertTrue(Files.readString(report).contains("\"exit_status\": 8"), Files.readString(report));
        assertEquals(8, transcribe("--strict", "-o", all, hole).status());
        Cli.Outcome plain = transcribe("-d", out, hole);
        assertEquals(3, plain.status(), plain.err());
        assertEquals(
                "qasr: " + hole
                        + ": incomplete: in an earlier run 1 chunk could not be transcribed; --on-exists overwrite"
                        + " transcribes it again\n",
                plain.err());
        assertEquals(3, transcribe("-o", all, hole).status());
    }

    @Test
    void aSkippedRecordingIsNotJudgedByTheFactsOfAnother() throws IOException {
        Path hole = Files.createDirectories(folder.resolve("x")).resolve("a.wav");
        FakeDecoder.write(hole, 0.1, Float.NaN);
        Path other = Files.createDirectories(folder.resolve("y")).resolve("a.wav");
        FakeDecoder.write(other, 0.1);
        Path all = folder.resolve("all.txt");
        assertEquals(0, transcribe("--min-coverage", "1", "-d", out, hole).status());
        assertEquals(0, transcribe("--min-coverage", "1", "-o", all, hole).status());
        Path report = folder.resolve("report.json");
        List<Object> skip = List.of("--strict", "--on-exists", "skip", "--report", report);
        for (Object[] place : new Object[][] {{"-d", out}, {"-o", all}}) {
            assertEquals(8, transcribe(skip, place[0], place[1], hole).status());
            assertTrue(Files.readString(report).contains("\"coverage\": 0.5"), Files.readString(report));
            assertEquals(new Cli.Outcome(0, "", ""), transcribe(skip, place[0], place[1], other));
            assertTrue(Files.readString(report).contains("\"coverage\": null"), Files.readString(report));
        }
        Path link = Files.createSymbolicLink(folder.resolve("z"), hole.getParent());
        assertEquals(
                8, transcribe(skip, "-d", out, link.resolve("a.wav")).status(), "the same file under another name");
        Path moved = Files.move(hole, folder.resolve("a.wav"));
        assertEquals(0, transcribe(skip, "-d", out, moved).status(), "which recording it was is not known any more");
        assertEquals(8, transcribe("--strict", "-d", out, moved).status(), "the sums tell it");
    }

    @Test
    void anEarlierRunIsJudgedByTheSameRule() throws IOException {
        double[] loudness = new double[100];
        Arrays.fill(loudness, 0, 57, 0.1);
        Arrays.fill(loudness, 57, 100, Float.NaN);
        Path a = recording("a.wav", loudness);
        for (int i = 0; i < 2; i++) {
            Cli.Outcome outcome = transcribe("--min-coverage", "57", "-d", out, a);
            assertEquals(0, outcome.status(), outcome.err());
        }
        assertEquals(List.of(), engines.opened());
        assertEquals(8, transcribe("--min-coverage", "57.001", "-d", out, a).status());
    }

    @Test
    void onlyOneThingGoesToStandardOutput() throws IOException {
        Path a = recording("a.wav", 0.1, Float.NaN);
        List<Object> options = List.of("--min-coverage", "1", "-d", out);
        for (List<Object> two : List.<List<Object>>of(
                List.of("--report", "-", "--review", "-"),
                List.of("--print", "text", "--report", "-"),
                List.of("--print", "text", "--review", "-"))) {
            Cli.Outcome outcome = transcribe(
                    two, Stream.concat(options.stream(), Stream.of(a)).toArray());
            assertEquals(2, outcome.status(), two + outcome.err());
            assertTrue(outcome.err().contains("standard output (-) gets the "), outcome.err());
            assertEquals("", outcome.out());
        }
        assertEquals(0, transcribe(options, "--review", "-", a).status());
        Cli.Outcome current = transcribe(options, "--review", "-", a);
        assertEquals(HEAD, current.out());
        assertTrue(
                current.err()
                        .startsWith("qasr: --review: has nothing about recordings whose transcripts were up to date"
                                + " (1)"),
                current.err());
    }

    @Test
    void subtitlesThatAreNotCheckedAgainAreCounted() throws IOException {
        Path a = recording("a.wav", 0.1);
        List<Object> options = List.of("-f", "srt", "--lint", "--strict", "-d", out);
        assertEquals(new Cli.Outcome(0, "", ""), transcribe(options, a));
        assertEquals(
                "qasr: --lint: the subtitles of recordings that were up to date (1) were not checked; 'qasr lint FILE'"
                        + " checks them\n",
                transcribe(options, a).err());
    }

    @Test
    void aMissingRecordingIsNotDoneBecauseAnotherIsIncomplete() throws IOException {
        Path hole = recording("a.wav", 0.1, Float.NaN);
        Path none = folder.resolve("none.wav");
        assertEquals(8, transcribe("--strict", "-d", out, hole).status());
        assertEquals(3, transcribe("--strict", "-d", out, hole, none).status());
        assertEquals(3, transcribe("--strict", "-d", out, none, hole).status());
        assertEquals(4, transcribe("--strict", "-d", out, none).status());
        Path changed = recording("b.wav", 0.1);
        transcribe("-d", out, changed);
        Files.writeString(out.resolve("b.txt"), "changed");
        assertEquals(7, transcribe("--context", "Ada", "-d", out, changed).status());
        assertEquals(3, transcribe("--context", "Ada", "-d", out, none, changed).status());
    }

    @Test
    void theListOfSegmentsKeepsTheRowsOfRecordingsThatAreUpToDate() throws IOException {
        Path a = recording("a.wav", 0.1, Float.NaN, 0.2);
        Path b = recording("b.wav", 0.1, Float.NaN);
        String rowOfA = a + "\t1.000\t2.000\t1\tfailed\t\n";
        String rowOfB = b + "\t1.000\t2.000\t1\tfailed\t\n";
        for (String name : List.of("review.tsv", "review.md")) {
            Path folderOfName = folder.resolve(name + ".out");
            Path review = folder.resolve(name);
            List<Object> options = List.of("--min-coverage", "1", "--review", review, "-d", folderOfName);
            transcribe(options, a);
            String first = Files.readString(review);
            Cli.Outcome second = transcribe(options, a);
            assertEquals(new Cli.Outcome(0, "", ""), second);
            assertEquals(first, Files.readString(review));
            transcribe(options, b, a);
            assertEquals(4, Files.readString(review).lines().count() + (name.endsWith("tsv") ? 1 : 0));
            transcribe(options, b);
            assertEquals(3, Files.readString(review).lines().count() + (name.endsWith("tsv") ? 1 : 0));
        }
        Path tsv = folder.resolve("review.tsv");
        List<Object> one = List.of("--min-coverage", "1", "--review", tsv, "-o", folder.resolve("b.txt"));
        transcribe(one, b);
        assertEquals(new Cli.Outcome(0, "", ""), transcribe(one, b));
        assertEquals(HEAD + rowOfB, Files.readString(tsv));
        Cli.Outcome missing = transcribe(
                "--min-coverage", "1", "--review", folder.resolve("new.tsv"), "-d", folder.resolve("review.md.out"), a);
        assertEquals(HEAD, Files.readString(folder.resolve("new.tsv")));
        assertTrue(missing.err().contains("has nothing about recordings whose transcripts were up to date (1)"));
        transcribe(List.of("--min-coverage", "1", "--review", tsv, "-d", folder.resolve("review.tsv.out")), a, b);
        assertEquals(HEAD + rowOfB, Files.readString(tsv), "a has no row any more: " + rowOfA);
    }

    @Test
    void theListOfSegmentsKeepsTheRowsOfRecordingsThatAreNotTranscribed() throws IOException {
        Path a = recording("a.wav", 0.1, Float.NaN, 0.2);
        Path b = recording("b.wav", 0.1, Float.NaN);
        Path review = folder.resolve("review.tsv");
        Path report = folder.resolve("report.json");
        List<Object> options = List.of("--min-coverage", "1", "--review", review, "--report", report, "-d", out);
        assertEquals(0, transcribe(options, a, b).status());
        String both = Files.readString(review);
        assertEquals(3, both.lines().count(), both);

        assertEquals(8, transcribe(options, "--strict", a, b).status());
        assertEquals(both, Files.readString(review), "incomplete");
        assertTrue(Files.readString(report).contains("\"coverage\": 0.6666"), Files.readString(report));

        Files.writeString(out.resolve("a.txt"), "changed");
        assertEquals(3, transcribe(options, "--context", "Ada", a, b).status());
        assertEquals(both, Files.readString(review), "refused");

        Files.writeString(a, "no sound");
        assertEquals(
                4,
                transcribe(options, "--fail-fast", "--on-exists", "overwrite", a, b)
                        .status());
        assertEquals(both, Files.readString(review), "failed, and not begun");
    }

    @Test
    void theNamesInsideOfRenamedOutputsAreNew() throws IOException {
        Path a = recording("a & b.wav", 0.1);
        transcribe("-f", "html,rttm,md", "-d", out, a);
        Path c = Files.move(a, folder.resolve("c.wav"));
        assertEquals(0, transcribe("-f", "html,rttm,md", "-d", out, c).status());
        assertEquals(List.of(), engines.opened());
        Path fresh = folder.resolve("fresh");
        transcribe("-f", "html,rttm,md", "-d", fresh, c);
        for (String name : List.of("c.html", "c.rttm", "c.md")) {
            assertEquals(Files.readString(fresh.resolve(name)), Files.readString(out.resolve(name)), name);
        }
    }

    @Test
    void filesAreWrittenWhenNobodyReadsTheTextAnyMore() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        Path b = recording("b.wav", 0.3);
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Cli.Outcome outcome =
                new Cli(engines).out(closed, true).run("transcribe", "-m", model, "--print", "text", "-d", out, a, b);
        assertEquals(new Cli.Outcome(0, "", ""), outcome);
        assertEquals("One.\nTwo.\n", Files.readString(out.resolve("a.txt")));
        assertEquals("Three.\n", Files.readString(out.resolve("b.txt")));
    }

    @Test
    void aNoteCountsTheTextsThatAreNotPrintedBecauseTheyAreUpToDate() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        for (Object[] place : new Object[][] {{"-d", out}, {"-o", folder.resolve("a.txt")}}) {
            Object[] words = {"transcribe", "-q", "-m", model, "--print", "text", place[0], place[1], a};
            assertEquals(new Cli.Outcome(0, "One.\nTwo.\n", ""), new Cli(engines).run(words));
            String note = "qasr: --print: the texts of recordings that were up to date (1) are not printed; read their"
                    + " files, or use --on-exists overwrite\n";
            assertEquals(new Cli.Outcome(0, "", note), new Cli(engines).run(words));
        }
    }

    /** As with several processes, each of which knows its own recordings only. */
    @Test
    void anotherRecordingOfTheSameNameThatIsDoneMeanwhileIsKept() throws IOException {
        Files.createDirectories(folder.resolve("x"));
        Files.createDirectories(folder.resolve("y"));
        Path first = recording("x/talk.wav", 0.1);
        Path second = recording("y/talk.wav", 0.2);
        FakeEngines slow = new FakeEngines(waveform -> {
            assertEquals(0, transcribe("-d", out, first).status());
            return "language English<asr_text>Two.";
        });
        Cli.Outcome outcome = new Cli(slow).run("transcribe", "-m", model, "-d", out, second);
        assertEquals(7, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("it was made from " + first + "; choose another -d"), outcome.err());
        assertEquals("One.\n", Files.readString(out.resolve("talk.txt")));
        assertEquals(
                0, transcribe("-d", out, "--on-exists", "overwrite", second).status());
    }

    @Test
    void theOutputOfAKnownSoundIsNotCopiedOverThatOfAnotherRecording() throws IOException {
        for (String name : List.of("other", "x", "y")) {
            Files.createDirectories(folder.resolve(name));
        }
        Path old = recording("other/old.wav", 0.1);
        Path first = recording("x/talk.wav", 0.2);
        Path second = Files.copy(old, folder.resolve("y/talk.wav"));
        assertEquals(0, transcribe("-d", out, old).status());
        assertEquals(0, transcribe("-d", out, first).status());
        Cli.Outcome outcome = transcribe("-d", out, second);
        assertEquals(7, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("it was made from " + first + "; choose another -d"), outcome.err());
        assertEquals("Two.\n", Files.readString(out.resolve("talk.txt")));
        assertEquals(0, transcribe("-d", out, "--backup", second).status());
        assertEquals("One.\n", Files.readString(out.resolve("talk.txt")));
        assertEquals("Two.\n", Files.readString(out.resolve("talk.txt.~1~")));
    }

    @Test
    void everyFileThatARenderingLeavesAsItIsIsNamed() throws IOException {
        Path a = recording("a.wav", 0.1);
        assertEquals(0, transcribe("-f", "json,srt,vtt,txt", "-d", out, a).status());
        Files.writeString(out.resolve("a.srt"), "changed");
        Files.writeString(out.resolve("a.vtt"), "changed");
        Cli.Outcome outcome = new Cli(engines).run("render", out.resolve("a.json"), "-f", "srt,vtt,txt", "-d", out);
        assertEquals(7, outcome.status());
        List<String> lines = outcome.err()
                .lines()
                .filter(line -> line.contains("cannot be written"))
                .toList();
        assertEquals(2, lines.size(), outcome.err());
        assertTrue(lines.get(0).startsWith("qasr: " + out.resolve("a.srt") + ": "), outcome.err());
        assertTrue(lines.get(1).startsWith("qasr: " + out.resolve("a.vtt") + ": "), outcome.err());
    }

    private Cli.Outcome transcribe(List<Object> options, Object... inputs) {
        List<Object> all = new ArrayList<>(options);
        all.addAll(List.of(inputs));
        return transcribe(all.toArray());
    }

    private Cli.Outcome transcribe(Object... arguments) {
        engines = new FakeEngines();
        List<Object> all = new ArrayList<>(List.of("transcribe", "-m", model));
        all.addAll(List.of(arguments));
        return new Cli(engines).run(all.toArray());
    }

    private Path recording(String name, double... loudness) throws IOException {
        return FakeDecoder.write(folder.resolve(name), loudness);
    }
}
