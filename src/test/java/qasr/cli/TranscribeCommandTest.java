package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.model.PromptBuilder;
import qasr.testing.FakeDecoder;
import qasr.testing.SeededModel;
import qasr.testing.Signals;
import qasr.text.Tokenizer;

/** Tests the inputs and outputs of {@code transcribe}. The engines are fakes. */
final class TranscribeCommandTest {
    @TempDir
    Path folder;

    private final FakeEngines engines = new FakeEngines();
    private Path model;

    @BeforeEach
    void makeModelFolder() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
    }

    @Test
    void textGoesToStandardOutputAndNothingElseDoes() throws IOException {
        Cli.Outcome outcome = transcribe(recording("a.wav", 0.1, 0.2));
        assertEquals(new Cli.Outcome(0, "One.\nTwo.\n", ""), outcome);
    }

    @Test
    void severalTextsGetHeadings() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path b = recording("b.wav", 0.2, 0.3);
        Cli.Outcome outcome = transcribe(a, b);
        assertEquals("==> " + a + " <==\nOne.\n\n==> " + b + " <==\nTwo.\nThree.\n", outcome.out());
        assertEquals(0, outcome.status());
    }

    @Test
    void rowsOfSeveralRecordingsNameTheirFileUnderOneHeader() throws IOException {
        Path a = recording("a, b.wav", 0.1);
        Path b = recording("b.wav", 0.2, 0.3);
        List<String> tsv = transcribe("-f", "tsv", a, b)
                .out()
                .lines()
                .map(line -> line.split("\t", -1)[0])
                .toList();
        assertEquals(List.of("file", a.toString(), b.toString(), b.toString()), tsv);
        List<String> csv = transcribe("-f", "csv", a, b).out().lines().toList();
        assertEquals("file,start,end,text", csv.get(0));
        assertTrue(csv.get(1).startsWith("\"" + a + "\",") && csv.get(1).endsWith(",\"One.\""), csv.toString());
        assertEquals(4, csv.size());
        List<String> jsonl = transcribe("-f", "jsonl", a, b).out().lines().toList();
        assertEquals(3, jsonl.size());
        assertTrue(jsonl.get(0).startsWith("{\"file\":\"" + a + "\",\"id\":0,"), jsonl.get(0));
        assertTrue(jsonl.get(2).startsWith("{\"file\":\"" + b + "\",\"id\":1,"), jsonl.get(2));
        assertTrue(transcribe("-f", "tsv", a).out().startsWith("start\tend\ttext\n"));
    }

    @Test
    void eachTextIsFlushedBeforeTheNextChunkIsDecoded() throws IOException {
        List<String> seen = new ArrayList<>();
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> second = new CompletableFuture<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                (first.isDone() ? second : first).complete(null);
            }
        };
        // A text must be visible before the network gets the next chunk.
        FakeEngines watching = new FakeEngines(waveform -> {
            if (!seen.isEmpty()) {
                (seen.size() == 1 ? first : second)
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join();
            }
            seen.add(out.toString(StandardCharsets.UTF_8));
            return "language English<asr_text>Word.";
        });
        new Cli(watching).out(out, true).run("transcribe", "-m", model, recording("a.wav", 0.1, 0.2, 0.3));
        assertEquals(List.of("", "Word.\n", "Word.\nWord.\n"), seen);
    }

    @Test
    void aFinishedJsonIsOneObjectAndSeveralAreOneALine() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path b = recording("b.wav", 0.2);
        JsonObject one =
                JsonParser.parseString(transcribe("-f", "json", a).out()).getAsJsonObject();
        assertEquals("One.", one.get("text").getAsString());
        List<String> lines = transcribe("-f", "json", a, b).out().lines().toList();
        assertEquals(2, lines.size());
        assertEquals(
                "Two.",
                JsonParser.parseString(lines.get(1))
                        .getAsJsonObject()
                        .get("text")
                        .getAsString());
    }

    @Test
    void oneSrtMayGoToStandardOutput() throws IOException {
        Cli.Outcome outcome = transcribe("-f", "srt", recording("a.wav", 0, 0.1));
        assertTrue(outcome.out().startsWith("1\n00:00:01,000 --> 00:00:02,000\nOne.\n"), outcome.out());
    }

    @Test
    void aFolderGetsOneFilePerInputAndFormat() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path b = recording("b.mp3", 0.2);
        Path out = folder.resolve("made").resolve("out");
        assertEquals(new Cli.Outcome(0, "", ""), transcribe("-f", "txt,srt", "-d", out, a, b));
        assertEquals(List.of("a.srt", "a.txt", "b.srt", "b.txt"), names(out));
        assertEquals("Two.\n", Files.readString(out.resolve("b.txt")));
    }

    @Test
    void twoInputsNeverShareAnOutput() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path b = recording("a.m4a", 0.2);
        Path out = folder.resolve("out");
        Cli.Outcome outcome = transcribe("-d", out, a, b);
        assertEquals(List.of("a.m4a.txt", "a.wav.txt"), names(out));
        assertEquals(
                "qasr: " + a + ": output is " + out.resolve("a.wav.txt") + ", because another input has the same name\n"
                        + "qasr: " + b + ": output is " + out.resolve("a.m4a.txt")
                        + ", because another input has the same name\n",
                outcome.err());
    }

    @Test
    void anOutputFileGetsWhatStandardOutputWouldAndItsNameTellsTheFormat() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path text = folder.resolve("x.txt");
        assertEquals(new Cli.Outcome(0, "", ""), transcribe("-o", text, a, recording("b.wav", 0.2)));
        assertTrue(Files.readString(text).startsWith("==> " + a + " <==\nOne.\n\n==> "), Files.readString(text));
        Path json = folder.resolve("x.json");
        transcribe("-o", json, a);
        assertEquals(
                "One.",
                JsonParser.parseString(Files.readString(json))
                        .getAsJsonObject()
                        .get("text")
                        .getAsString());
    }

    @Test
    void whatIsReplacedIsSaid() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.writeString(out.resolve("a.txt"), "old");
        assertEquals(
                "qasr: " + out.resolve("a.txt") + ": replaced\n",
                transcribe("-d", out, "--on-exists", "overwrite", a).err());
        assertEquals("One.\n", Files.readString(out.resolve("a.txt")));
    }

    @Test
    void aRecordingIsNeverReplacedByItsTranscript() throws IOException {
        Path a = recording("talk.txt", 0.1);
        byte[] before = Files.readAllBytes(a);
        Cli.Outcome file = transcribe("-o", a, a);
        assertEquals(2, file.status());
        assertEquals(
                "qasr: " + a + ": is also an input, and would be replaced\nTry 'qasr transcribe --help'.\n",
                file.err());
        assertEquals(2, transcribe("-d", folder, a).status());
        assertEquals(before.length, Files.size(a));
    }

    @Test
    void standardInputIsARecordingToo() throws IOException {
        byte[] bytes = FakeDecoder.bytes(seconds(0.4));
        assertEquals(
                new Cli.Outcome(0, "Four.\n", ""), new Cli(engines).in(bytes).run("transcribe", "-m", model, "-"));
        new Cli(engines).in(bytes).run("transcribe", "-m", model, "-d", folder.resolve("out"), "-");
        assertEquals(List.of("stdin.txt"), names(folder.resolve("out")));
    }

    @Test
    void afterTwoDashesADashIsPartOfAName() throws IOException {
        Cli.Outcome outcome = transcribe("--", "-a.wav");
        assertEquals(new Cli.Outcome(4, "", "qasr: -a.wav: no such file\n"), outcome);
        assertEquals("qasr: @a.wav: no such file\n", transcribe("@a.wav").err());
    }

    @Test
    void aRecordingWithoutSpeechIsDoneWithANote() throws IOException {
        Path silent = recording("silent.wav", 0, 0);
        assertEquals(new Cli.Outcome(0, "", "qasr: " + silent + ": no speech found\n"), transcribe(silent));
        assertEquals(new Cli.Outcome(0, "", ""), transcribe("-q", silent));
        assertEquals(List.of(), engines.network().chunks());
    }

    @Test
    void badInputsAreNamedAndTheOthersAreDone() throws IOException {
        Path good = recording("good.wav", 0.1);
        Path missing = folder.resolve("missing.wav");
        Path text = Files.writeString(folder.resolve("notes.mp3"), "Dear diary");
        Path empty = Files.createFile(folder.resolve("empty.wav"));
        Cli.Outcome outcome = transcribe("-q", missing, text, good, empty);
        assertEquals(3, outcome.status());
        assertEquals("==> " + good + " <==\nOne.\n", outcome.out());
        assertEquals(
                List.of(
                        "qasr: " + missing + ": no such file",
                        "qasr: " + text + ": is no recording",
                        "qasr: " + empty + ": is empty (0 bytes): there is no recording in it"),
                outcome.err().lines().toList());
    }

    @Test
    void whereEveryInputIsBadTheModelIsNotEvenOpened() {
        Cli.Outcome outcome = transcribe(folder.resolve("a.wav"), folder.resolve("b.wav"));
        assertEquals(4, outcome.status());
        assertEquals(2, outcome.err().lines().count());
        assertEquals(List.of(), engines.opened());
    }

    @Test
    void aFailedInputLeavesNoOutputFile() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.mp3"), "Dear diary");
        Path out = folder.resolve("out");
        assertEquals(4, transcribe("-d", out, text).status());
        assertEquals(List.of(), names(out));
        assertEquals(4, transcribe("-o", folder.resolve("x.txt"), text).status());
        assertFalse(Files.exists(folder.resolve("x.txt")));
    }

    @Test
    void aBugOnOneFileIsReportedAndTheOthersAreDone() throws IOException {
        FakeEngines faulty = new FakeEngines(waveform -> {
            if (waveform.sample(0) > 0.15) {
                throw new IllegalStateException("tensor trouble");
            }
            return "language English<asr_text>One.";
        });
        Path bad = recording("bad.wav", 0.2);
        Path good = recording("good.wav", 0.1);
        Path out = folder.resolve("out");
        Cli.Outcome outcome = new Cli(faulty).run("transcribe", "-m", model, "-d", out, bad, good);
        assertEquals(3, outcome.status());
        assertEquals(
                "qasr: " + bad + ": internal error, report it with the output of --debug:"
                        + " java.lang.IllegalStateException: tensor trouble\n",
                outcome.err());
        assertEquals(List.of("good.txt"), names(out));
        String trace =
                new Cli(faulty).run("transcribe", "--debug", "-m", model, bad).err();
        assertTrue(trace.contains("\tat qasr."), trace);
    }

    @Test
    void aTruncatedAnswerIsKeptAndWarnedOfEvenWhenQuiet() throws IOException {
        FakeEngines endless = new FakeEngines(waveform -> "language English<asr_text>" + "so ".repeat(300));
        Path a = recording("a.wav", 0.1);
        Cli.Outcome outcome = new Cli(endless).run("transcribe", "-q", "-m", model, a);
        assertEquals(0, outcome.status());
        assertEquals("qasr: " + a + ": 1.0 s of speech: 0.0 % has text, 1.0 s truncated\n", outcome.err());
    }

    @Test
    void aChunkThatCouldNotBeTranscribedMakesTheInputFailButKeepsTheRest() throws IOException {
        Path a = recording("a.wav", 0.1, Double.NaN, 0.3);
        Cli.Outcome outcome = transcribe(a);
        assertEquals("One.\nThree.\n", outcome.out());
        assertEquals(3, outcome.status());
        assertEquals(
                "qasr: " + a + ": incomplete: 1 of 3 chunks could not be transcribed; see the warnings",
                outcome.err().lines().reduce((first, last) -> last).orElse(""));
    }

    @Test
    void languageAndContextGoIntoThePrompt() throws IOException {
        Path names = Files.writeString(folder.resolve("names.txt"), "Qasr, Wörgl\n");
        Path a = recording("a.wav", 0.1);
        transcribe("-l", "es", "--context", "@" + names, a);
        PromptBuilder prompts =
                new PromptBuilder(Tokenizer.load(SeededModel.tiny().writeTo(folder.resolve("seeded"))));
        assertEquals(
                List.of(prompts.build("Qasr, Wörgl", "Spanish")),
                engines.network().prompts());
    }

    @Test
    void aLanguageThatTheModelDoesNotKnowIsAUsageError() throws IOException {
        Cli.Outcome outcome = transcribe("-l", "German", recording("a.wav", 0.1));
        assertEquals(2, outcome.status());
        assertEquals(
                "qasr: --language: this model does not know the language 'German': one of: English (en), Spanish (es)\nTry 'qasr transcribe --help'.\n",
                outcome.err());
    }

    @Test
    void aControlTokenInTheContextIsOrdinaryText() throws IOException {
        assertEquals(
                0,
                transcribe("--context", "<|im_end|>", recording("a.wav", 0.1)).status());
    }

    @Test
    void aModelThatCannotBeUsedStopsTheRun() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path none = folder.resolve("none");
        assertEquals(
                new Cli.Outcome(5, "", "qasr: " + none + ": no such directory\n"),
                new Cli(engines).run("transcribe", "-m", none, a));
    }

    @Test
    void aDeviceThatIsNotThereStopsTheRun() throws IOException {
        assertEquals(
                new Cli.Outcome(6, "", "qasr: device 'cuda:1' is not available\n"),
                transcribe("--device", "cuda:1", recording("a.wav", 0.1)));
    }

    @Test
    void anOutputThatCannotBeWrittenStopsTheRunBeforeAnyWork() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path file = Files.createFile(folder.resolve("file"));
        assertEquals(
                new Cli.Outcome(7, "", "qasr: " + file + ": cannot be written: exists and is not a directory\n"),
                transcribe("-d", file, a));
        assertEquals(
                new Cli.Outcome(
                        7, "", "qasr: " + folder + ": cannot be written: is a directory; use -d for a directory\n"),
                transcribe("-o", folder, a));
        Path lost = folder.resolve("no").resolve("x.txt");
        assertEquals(
                new Cli.Outcome(7, "", "qasr: " + lost + ": cannot be written: no such directory\n"),
                transcribe("-o", lost, a));
        assertEquals(List.of(), engines.opened());
    }

    @Test
    void aReaderThatGoesAwayEndsTheRunQuietly() throws IOException {
        OutputStream closing = new OutputStream() {
            private int left = 2;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (left-- == 0) {
                    throw new IOException("Broken pipe");
                }
            }
        };
        double[] loudness = new double[200];
        Arrays.fill(loudness, 0.1);
        Path a = recording("a.wav", loudness);
        Cli.Outcome outcome = new Cli(engines).out(closing, true).run("transcribe", "-m", model, a);
        assertEquals(new Cli.Outcome(0, "", ""), outcome);
        // Three chunks were reported; the reader is at most one queue length ahead.
        assertTrue(engines.network().chunks().size() <= 3 + 64 + 2);
    }

    @Test
    void aFullDiskBehindStandardOutputIsAnOutputError() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Cli.Outcome outcome = new Cli(engines).out(full, false).run("transcribe", "-m", model, recording("a.wav", 0.1));
        assertEquals(
                new Cli.Outcome(7, "", "qasr: standard output: cannot be written: No space left on device\n"), outcome);
    }

    @Test
    void controlCharactersInANameNeverReachTheTerminal() {
        Cli.Outcome outcome = transcribe(folder.resolve("a\u001b[2J\nb.wav"));
        assertEquals("qasr: " + folder.resolve("a?[2J?b.wav") + ": no such file\n", outcome.err());
    }

    private Cli.Outcome transcribe(Object... arguments) {
        Object[] all = Stream.concat(Stream.of("transcribe", "-m", model), Stream.of(arguments))
                .toArray();
        return new Cli(engines).run(all);
    }

    /** Writes a recording with one second of each loudness; 0 is silence. */
    private Path recording(String name, double... loudness) throws IOException {
        return FakeDecoder.write(folder.resolve(name), seconds(loudness));
    }

    private static float[] seconds(double... loudness) {
        float[][] parts = new float[loudness.length][];
        for (int i = 0; i < loudness.length; i++) {
            parts[i] = Signals.silence(Signals.SECOND);
            java.util.Arrays.fill(parts[i], (float) loudness[i]);
        }
        return Signals.concat(parts);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".qasr"))
                    .sorted()
                    .toList();
        }
    }
}
