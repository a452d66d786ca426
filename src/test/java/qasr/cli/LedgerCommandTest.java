package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.testing.FakeDecoder;
import qasr.testing.TranscriptSchema;

/** What {@code transcribe} and {@code render} say about every second; the engines are fakes. */
final class LedgerCommandTest {
    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void makeModelFolder() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
    }

    @Test
    void whatIsRenderedIsWhatADirectRunWrites() throws IOException {
        Path recording = recording("a.wav", 0.1, 0, 0.2, 0.3);
        String names = Arrays.stream(TranscriptFormat.values())
                .map(TranscriptFormat::extension)
                .collect(Collectors.joining(","));
        Path direct = folder.resolve("direct");
        assertEquals(0, transcribe("-f", names, "-d", direct, recording).status());
        Path rendered = folder.resolve("rendered");
        Path json = direct.resolve("a.json");
        assertEquals(new Cli.Outcome(0, "", ""), render(json, "-f", names, "-d", rendered));
        for (TranscriptFormat format : TranscriptFormat.values()) {
            String name = "a." + format.extension();
            assertEquals(Files.readString(direct.resolve(name)), Files.readString(rendered.resolve(name)), name);
        }
        assertEquals(
                Files.readString(direct.resolve("a.srt")),
                render(json, "-f", "srt").out());
    }

    @Test
    void whatIsNoResultIsNamedAndTheOthersAreRendered() throws IOException {
        Path json = folder.resolve("a.json");
        assertEquals(0, transcribe("-o", json, recording("a.wav", 0.1)).status());
        Path torn = Files.writeString(
                folder.resolve("torn.json"), Files.readString(json).substring(0, 300));
        Cli.Outcome outcome = render(torn, json);
        assertEquals(3, outcome.status());
        assertTrue(outcome.out().endsWith("One.\n"), outcome.out());
        assertEquals("qasr: " + torn + ": is not JSON, or not all of it\n", outcome.err());
    }

    @Test
    void theJsonIsAsTheSchemaSaysWithFailuresAndGapsToo() throws IOException {
        Path good = recording("a.wav", 0.1, 0, 0.2);
        TranscriptSchema.check(transcribe("-f", "json", good).out());
        Path hole = recording("b.wav", 0.1, Float.NaN, 0.2);
        Cli.Outcome outcome = transcribe("-f", "json", hole);
        assertEquals(3, outcome.status());
        TranscriptSchema.check(outcome.out());
        TranscriptSchema.check(
                transcribe("-f", "json", recording("c.wav", 0, 0)).out());
        for (String line : transcribe("-f", "json", good, hole).out().lines().toList()) {
            TranscriptSchema.check(line);
        }
    }

    @Test
    void aHoleEndsAStrictRunWithStatusEight() throws IOException {
        Path hole = recording("a.wav", 0.1, Float.NaN, 0.2, 0.3);
        Cli.Outcome strict = transcribe("--strict", hole);
        assertEquals(8, strict.status());
        assertEquals("One.\nTwo.\nThree.\n", strict.out());
        assertTrue(
                strict.err()
                        .contains("only 75.0 % of the speech was transcribed to its end, not 100 %:"
                                + " failed 0:00:01.0-0:00:02.0"),
                strict.err());
        assertEquals(8, transcribe("--min-coverage", "75.1", hole).status());
        assertEquals(0, transcribe("--min-coverage", "75", hole).status());
        assertEquals(0, transcribe("--strict", recording("b.wav", 0.1, 0, 0.2)).status());
        assertEquals(2, transcribe("--min-coverage", "101", hole).status());
    }

    @Test
    void whatIsWorthAHumanEarIsListedWorstFirst() throws IOException {
        Path hole = recording("a.wav", 0.1, Float.NaN, 0.2);
        Path review = folder.resolve("review.tsv");
        transcribe("--review", review, hole);
        assertEquals(
                List.of("source\tstart\tend\tsegment\treason\ttext", hole + "\t1.000\t2.000\t1\tfailed\t"),
                Files.readAllLines(review));
        Path markdown = folder.resolve("review.md");
        transcribe("--review", markdown, hole);
        assertEquals(
                "| " + hole + " | 00:00:01.000 | 00:00:02.000 | 1 | failed |  |",
                Files.readAllLines(markdown).get(2));
    }

    private Path recording(String name, double... levels) throws IOException {
        float[] samples = new float[levels.length * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) levels[i / Waveform.SAMPLE_RATE];
        }
        return FakeDecoder.write(folder.resolve(name), samples);
    }

    private Cli.Outcome transcribe(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("transcribe", "-m", model));
        all.addAll(List.of(arguments));
        return new Cli(new FakeEngines()).run(all.toArray());
    }

    private Cli.Outcome render(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("render"));
        all.addAll(List.of(arguments));
        return new Cli(new FakeEngines()).run(all.toArray());
    }
}
