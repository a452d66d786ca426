package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.FakeDecoder;

/** Tests that a second run transcribes only what is not up to date. The engines are fakes. */
final class OnExistsTest {
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
    void upToDateOutputsAreSkippedWithoutOpeningTheModel() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        assertEquals(2, decoded("-f", "txt,json", "-d", out, a));
        String json = Files.readString(out.resolve("a.json"));
        Files.setLastModifiedTime(a, FileTime.fromMillis(1));
        assertEquals(0, decoded("-f", "txt,json", "-d", out, a));
        assertEquals(List.of(), engines.opened());
        assertEquals(2, decoded("-f", "txt,srt", "-d", out, a)); // one is new
        assertEquals(2, decoded("-f", "txt,json", "-d", out, "--on-exists", "overwrite", a));
        assertEquals(json, Files.readString(out.resolve("a.json")));
    }

    @Test
    void whatTheTextDependsOnMakesItStale() throws IOException {
        Path a = recording("a.wav", 0.1);
        decoded("-d", out, a);
        recording("a.wav", 0.2);
        assertEquals(1, decoded("-d", out, a));
        assertEquals("Two.\n", Files.readString(out.resolve("a.txt")));
        assertEquals(1, decoded("-d", out, "-l", "es", a));
        Path context = Files.writeString(folder.resolve("context"), "Qasr");
        assertEquals(1, decoded("-d", out, "-l", "es", "--context", "@" + context, a));
        assertEquals(0, decoded("-d", out, "-l", "es", "--context", "@" + context, a));
        Files.writeString(context, "Kasr");
        assertEquals(1, decoded("-d", out, "-l", "es", "--context", "@" + context, a));
        assertEquals(0, decoded("-d", out, "-l", "es", "--context", "@" + context, "-t", "2", "-v", a));
        Files.writeString(model.resolve("config.json"), "{}");
        assertEquals(1, decoded("-d", out, "-l", "es", "--context", "@" + context, a));
    }

    @Test
    void aRecipeCountsWhereItIsComputedWith() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path eight = folder.resolve("eight");
        assertEquals(1, decoded("-d", out, a));
        assertEquals(1, decoded("-d", eight, "--dtype", "int8", a));
        Files.writeString(model.resolve("qasr-int8.json"), "{}");
        assertEquals(0, decoded("-d", out, a));
        assertEquals(1, decoded("-d", eight, "--dtype", "int8", a));
        assertEquals(0, decoded("-d", eight, "--dtype", "int8", a));
    }

    @Test
    void aGlossaryCountsByWhatIsInIt() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path glossary = Files.writeString(folder.resolve("terms.txt"), "One -> Eins\n");
        assertEquals(1, decoded("-d", out, "--glossary", glossary, a));
        assertEquals("Eins.\n", Files.readString(out.resolve("a.txt")));
        assertEquals(0, decoded("-d", out, "--glossary", glossary, a));
        Path copy = Files.copy(glossary, folder.resolve("copy.txt"));
        assertEquals(0, decoded("-d", out, "--glossary", copy, a), "wherever it lies");
        Files.writeString(glossary, "One -> Uno\n");
        assertEquals(1, decoded("-d", out, "--glossary", glossary, a));
        assertEquals("Uno.\n", Files.readString(out.resolve("a.txt")));
        assertEquals(1, decoded("-d", out, "--glossary", glossary, "--retries", 1, a));
        assertEquals(1, decoded("-d", out, "--glossary", glossary, "--no-guard", "loop", a));
        assertEquals(1, decoded("-d", out, "--glossary", glossary, "--language-per", "file", a));
    }

    @Test
    void aRenamedRecordingIsNotDoneAgain() throws IOException {
        Path a = recording("a.wav", 0.1);
        decoded("-f", "txt,json", "-d", out, a);
        Path b = Files.move(a, folder.resolve("b.wav"));
        assertEquals(0, decoded("-f", "txt,json", "-d", out, b));
        assertEquals("One.\n", Files.readString(out.resolve("b.txt")));
        JsonObject json =
                JsonParser.parseString(Files.readString(out.resolve("b.json"))).getAsJsonObject();
        assertEquals(b.toString(), json.getAsJsonObject("source").get("path").getAsString());
        Files.move(out.resolve("b.txt"), out.resolve("c.txt"));
        Path c = Files.move(b, folder.resolve("c.wav"));
        Files.delete(out.resolve("a.txt"));
        assertEquals(0, decoded("-d", out, c)); // renamed together
    }

    /** A later {@code qasr retry b.json} has to find b.wav. */
    @Test
    void anOutputThatWasRenamedWithItsRecordingGetsTheNewName() throws IOException {
        Path a = recording("a.wav", 0.1);
        decoded("-f", "json,md", "-d", out, a);
        Path b = Files.move(a, folder.resolve("b.wav"));
        for (String format : List.of("json", "md")) {
            Files.move(out.resolve("a." + format), out.resolve("b." + format));
        }
        assertEquals(0, decoded("-f", "json,md", "-d", out, b));
        JsonObject json =
                JsonParser.parseString(Files.readString(out.resolve("b.json"))).getAsJsonObject();
        assertEquals(b.toString(), json.getAsJsonObject("source").get("path").getAsString());
        assertTrue(Files.readString(out.resolve("b.md")).startsWith("# b.wav\n"), "the heading");
        assertEquals(0, decoded("-f", "json,md", "-d", out, b));
        Files.delete(b);
        recording("b.wav", 0.2);
        assertEquals(1, decoded("-f", "json,md", "-d", out, b), "the record knows the file as its own");
    }

    @Test
    void anotherRecordingUnderTheOldNameGetsNothingOfTheFirst() throws IOException {
        Path a = recording("a.wav", 0.1);
        decoded("-d", out, a);
        Path b = Files.move(a, folder.resolve("b.wav"));
        recording("a.wav", 0.2);
        assertEquals(1, decoded("-d", out, a, b));
        assertEquals("Two.\n", Files.readString(out.resolve("a.txt")));
        assertEquals("One.\n", Files.readString(out.resolve("b.txt")));
    }

    @Test
    void whatSomebodyChangedIsKeptButNotTakenForTheSameSoundElsewhere() throws IOException {
        Path a = recording("a.wav", 0.1);
        decoded("-d", out, a);
        Files.writeString(out.resolve("a.txt"), "corrected\n");
        assertEquals(0, decoded("-d", out, a));
        assertEquals("corrected\n", Files.readString(out.resolve("a.txt")));
        assertEquals(0, decoded("--backup", "-d", out, a)); // as the help says
        assertEquals("corrected\n", Files.readString(out.resolve("a.txt")));
        Path b = Files.move(a, folder.resolve("b.wav"));
        assertEquals(1, decoded("-d", out, b));
        assertEquals("One.\n", Files.readString(out.resolve("b.txt")));
    }

    @Test
    void theHeadingOfARenamedRecordingIsItsNewName() throws IOException {
        Path a = recording("a.wav", 0.1);
        decoded("-f", "md", "--crlf", "-d", out, a);
        Path b = Files.move(a, folder.resolve("b_c.wav"));
        assertEquals(0, decoded("-f", "md", "--crlf", "-d", out, b));
        assertEquals("# b_c.wav\r\n\r\nOne.\r\n", Files.readString(out.resolve("b_c.md")));
    }

    @Test
    void aNameMayHoldTheLanguageThatWasFound() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        String template = "{stem}{.lang}.{ext}";
        assertEquals(2, decoded("-f", "txt,json", "-d", out, "--name-template", template, a));
        assertEquals("One.\nTwo.\n", Files.readString(out.resolve("a.en.txt")));
        assertEquals(0, decoded("-f", "txt,json", "-d", out, "--name-template", template, a));
        assertEquals(List.of(), engines.opened());
        Path b = Files.move(a, folder.resolve("b.wav"));
        assertEquals(0, decoded("-f", "txt,json", "-d", out, "--name-template", template, b));
        assertEquals("One.\nTwo.\n", Files.readString(out.resolve("b.en.txt")));
        assertEquals(0, decoded("--on-exists", "skip", "-d", out, "--name-template", template, b));
        assertEquals(
                7,
                run("--on-exists", "fail", "-d", out, "--name-template", template, b)
                        .status());
        Cli.Outcome segment = new Cli(new FakeEngines()).run("segment", "-d", out, "--name-template", template, b);
        assertEquals(2, segment.status(), segment.err());
    }

    @Test
    void theReportMayGoToStandardOutputIfNothingElseDoes() throws IOException {
        Path a = recording("a.wav", 0.1);
        Cli.Outcome outcome = run("--report", "-", "-d", out, a);
        assertEquals(0, outcome.status());
        JsonObject json = JsonParser.parseString(outcome.out()).getAsJsonObject();
        assertEquals(1, json.getAsJsonObject("counts").get("done").getAsInt());
        assertEquals(2, run("--report", "-", a).status());
    }

    @Test
    void aJournalIsNotKeptForEver() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        engines = new FakeEngines(waveform -> {
            if (waveform.sample(0) > 0.15) {
                throw new IllegalStateException("it always fails here");
            }
            return "language English<asr_text>Word.";
        });
        Cli.Outcome failed = runWith(engines, "-d", out, a);
        assertTrue(
                failed.err()
                        .endsWith("qasr: " + out.resolve(".qasr")
                                + ": keeps the finished part of 1 failed recording for the next"
                                + " run; runs after 30 days remove it\n"),
                failed.err());
        Path journal = out.resolve(".qasr").resolve(state(true).get(0));
        Files.setLastModifiedTime(journal, FileTime.from(Instant.now().minus(Duration.ofDays(29))));
        decoded("-d", out, recording("b.wav", 0.3));
        assertEquals(1, state(true).size());
        Files.setLastModifiedTime(journal, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        Cli.Outcome later = run("-d", out, recording("b.wav", 0.3));
        assertEquals(List.of(), state(true));
        assertEquals("qasr: " + out + ": removed 1 journals of runs that stopped more than 30 days ago\n", later.err());
    }

    @Test
    void theSameSoundTwiceIsDecodedOnce() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path b = recording("b.wav", 0.1);
        assertEquals(1, decoded("-d", out, a, b));
        assertEquals("One.\n", Files.readString(out.resolve("b.txt")));
    }

    @Test
    void whatExistsIsSkippedOrFails() throws IOException {
        Path a = recording("a.wav", 0.1);
        Files.createDirectory(out);
        Files.writeString(out.resolve("a.txt"), "mine");
        assertEquals(0, decoded("--on-exists", "skip", "-d", out, a));
        Cli.Outcome failed = run("--on-exists", "fail", "-d", out, a);
        assertEquals(
                new Cli.Outcome(
                        7,
                        "",
                        "qasr: " + out.resolve("a.txt")
                                + ": cannot be written: exists, and --on-exists is set to fail\n"),
                failed);
        assertEquals("mine", Files.readString(out.resolve("a.txt")));
        Cli.Outcome unknown = run("-d", out, a); // nothing says that qasr wrote it
        assertEquals(7, unknown.status());
        assertEquals("mine", Files.readString(out.resolve("a.txt")));
        assertEquals(1, decoded("-d", out, "--on-exists", "overwrite", a));
        assertEquals("One.\n", Files.readString(out.resolve("a.txt")));
        assertEquals(2, run("--on-exists", "perhaps", "-d", out, a).status());
    }

    @Test
    void theOutputOfAnotherRecordingOfThatNameIsNotReplaced() throws IOException {
        Files.createDirectories(folder.resolve("x"));
        Files.createDirectories(folder.resolve("y"));
        Path first = recording("x/rec.wav", 0.1);
        Path second = recording("y/rec.wav", 0.2);
        decoded("-d", out, first);
        Path target = out.resolve("rec.txt");
        assertEquals(
                new Cli.Outcome(
                        7,
                        "",
                        "qasr: " + target + ": cannot be written: it was made from " + first
                                + "; choose another -d or --name-template, or --on-exists overwrite\n"),
                run("-q", "-d", out, second));
        assertEquals("One.\n", Files.readString(target));
        assertEquals(1, decoded("-d", out, "--on-exists", "overwrite", second));
        assertEquals("Two.\n", Files.readString(target));
        recording("y/rec.wav", 0.1, 0.2); // the same place
        assertEquals(2, decoded("-d", out, second));
        Files.delete(second);
        assertEquals(1, decoded("-d", out, first)); // the recording may have been moved here
    }

    @Test
    void oneFileForAllIsCurrentIfAllOfThemAre() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path b = recording("b.wav", 0.2);
        Path all = folder.resolve("all.txt");
        assertEquals(2, decoded("-o", all, a, b));
        assertEquals(0, decoded("-o", all, a, b));
        assertEquals(1, decoded("-o", all, a));
        assertEquals("One.\n", Files.readString(all));
        assertEquals(7, run("-o", all, "--on-exists", "fail", a).status());
    }

    /** As {@code qasr render --mistyped > out/a.txt} leaves it. */
    @Test
    void anEmptiedOutputIsMadeAgain() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path silent = recording("silent.wav", 0);
        Path one = folder.resolve("one.txt");
        decoded("-d", out, a, silent);
        decoded("-o", one, a);
        for (Path text : List.of(out.resolve("a.txt"), one)) {
            Files.writeString(text, "");
        }
        assertEquals(1, decoded("-d", out, a, silent));
        assertEquals(1, decoded("-o", one, a));
        assertEquals("One.\n", Files.readString(out.resolve("a.txt")));
        assertEquals("One.\n", Files.readString(one));
        assertEquals(0, Files.size(out.resolve("silent.txt")));
        assertEquals(0, decoded("-d", out, silent));
        assertEquals(List.of(), engines.opened(), "its text is empty");
    }

    @Test
    void aRunThatWasStoppedGoesOnFromItsJournal() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2, 0.3, 0.4, 0.5);
        List<Integer> heard = new ArrayList<>();
        engines = new FakeEngines(waveform -> {
            heard.add(Math.round(10 * waveform.sample(0)));
            if (heard.size() == 4) {
                throw new IllegalStateException("the power went");
            }
            return "language English<asr_text>" + Math.round(10 * waveform.sample(0)) + ".";
        });
        assertEquals(1, runWith(engines, "-f", "txt,json", "-d", out, a).status());
        assertEquals(List.of("lock"), state(false));
        assertEquals(1, state(true).size());
        Cli.Outcome second = runWith(engines, "-f", "txt,json", "-d", out, a);
        assertEquals("qasr: " + a + ": resuming: the first 0:03 was already done\n", second.err());
        assertEquals(List.of(1, 2, 3, 4, 4, 5), heard);
        assertEquals("1.\n2.\n3.\n4.\n5.\n", Files.readString(out.resolve("a.txt")));
        assertEquals(List.of(), state(true));
        Path clean = folder.resolve("clean");
        runWith(engines, "-f", "json", "-d", clean, a);
        assertEquals(Files.readString(clean.resolve("a.json")), Files.readString(out.resolve("a.json")));
    }

    @Test
    void withoutTraceOrResumeEveryRunBeginsAtTheBeginning() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        List<Integer> heard = new ArrayList<>();
        engines = new FakeEngines(waveform -> {
            heard.add(Math.round(10 * waveform.sample(0)));
            if (waveform.sample(0) > 0.15) {
                throw new IllegalStateException("the power went");
            }
            return "language English<asr_text>Word.";
        });
        runWith(engines, "--no-trace", "-d", out, a);
        assertEquals(List.of(), state(true));
        runWith(engines, "-d", out, a);
        assertEquals(1, state(true).size());
        runWith(engines, "--no-resume", "-d", out, a);
        assertEquals(List.of(1, 2, 1, 2, 1, 2), heard);
        runWith(engines, "-d", out, a);
        assertEquals(List.of(1, 2, 1, 2, 1, 2, 2), heard);
        runWith(engines, "--no-trace", "-d", out, a);
        assertEquals(List.of(), state(true));
    }

    @Test
    void aChunkThatFailedIsTriedAgainAndTheOutputIsNotCurrent() throws IOException {
        Path a = recording("a.wav", 0.1, Double.NaN, 0.3);
        assertEquals(3, run("-d", out, a).status());
        assertEquals(1, state(true).size());
        assertEquals(3, run("-d", out, a).status());
        assertEquals(0, engines.network().chunks().size());
    }

    @Test
    void aReportTellsWhatBecameOfEachRecording() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        Path b = recording("b.wav", 0.3);
        Path bad = Files.writeString(folder.resolve("bad.wav"), "no");
        Path report = folder.resolve("report.json");
        run("-d", out, a);
        Cli.Outcome outcome = run("--report", report, "-d", out, a, bad, b);
        assertEquals(3, outcome.status());
        assertEquals("qasr: " + bad + ": is no recording\n", outcome.err());
        JsonObject json = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
        List<String> statuses = new ArrayList<>();
        json.getAsJsonArray("files")
                .forEach(file ->
                        statuses.add(file.getAsJsonObject().get("status").getAsString()));
        assertEquals(List.of("current", "failed", "done"), statuses);
        JsonObject done = json.getAsJsonArray("files").get(2).getAsJsonObject();
        assertEquals(1, done.get("seconds").getAsDouble());
        assertEquals(1, done.get("speech_seconds").getAsDouble());
        assertEquals(1, done.get("coverage").getAsDouble());
        assertTrue(done.get("error").isJsonNull());
        assertEquals(
                "is no recording",
                json.getAsJsonArray("files")
                        .get(1)
                        .getAsJsonObject()
                        .get("error")
                        .getAsString());
    }

    @Test
    void theFirstFailureCanEndTheRun() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.wav"), "no");
        Path a = recording("a.wav", 0.1);
        Cli.Outcome outcome = run("--fail-fast", "-d", out, bad, a);
        assertEquals(4, outcome.status());
        assertFalse(Files.exists(out.resolve("a.txt")));
        assertEquals("qasr: " + bad + ": is no recording\n", outcome.err());
    }

    @Test
    void anOutputThatCannotBeWrittenFailsAloneAndIsNamed() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path b = recording("b.wav", 0.2);
        Files.createDirectories(out.resolve("a.txt"));
        Cli.Outcome outcome = run("-d", out, a, b);
        assertEquals(3, outcome.status());
        assertTrue(outcome.err().startsWith("qasr: " + out.resolve("a.txt") + ": cannot be written: "), outcome.err());
        assertEquals("Two.\n", Files.readString(out.resolve("b.txt")));
    }

    private List<String> state(boolean journals) throws IOException {
        try (Stream<Path> files = Files.list(out.resolve(".qasr"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".journal") == journals)
                    .sorted()
                    .toList();
        }
    }

    /** Runs and returns how many chunks were decoded. */
    private int decoded(Object... arguments) {
        Cli.Outcome outcome = run(arguments);
        assertEquals(0, outcome.status(), outcome.err());
        return engines.network().chunks().size();
    }

    private Cli.Outcome run(Object... arguments) {
        engines = new FakeEngines();
        return runWith(engines, arguments);
    }

    private Cli.Outcome runWith(FakeEngines with, Object... arguments) {
        Object[] all = Stream.concat(Stream.of("transcribe", "-m", model), Stream.of(arguments))
                .toArray();
        return new Cli(with).run(all);
    }

    private Path recording(String name, double... loudness) throws IOException {
        return FakeDecoder.write(folder.resolve(name), loudness);
    }
}
