package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.FakeDecoder;

/**
 * Tests the output of {@code detect-lang}. For the fake network Spanish is three times as likely as English; the fake
 * chunker cuts at every second.
 */
final class DetectLangCommandTest {
    @TempDir
    Path folder;

    private final FakeEngines engines = new FakeEngines(waveform -> {
        throw new AssertionError("nothing has to be decoded");
    });
    private Path model;

    @BeforeEach
    void scoreLanguages() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        engines.network().scoring(text -> switch (text) {
            case "language English<asr_text>" -> Math.log(0.1);
            case "language Spanish<asr_text>" -> Math.log(0.3);
            default -> throw new AssertionError("scored '" + text + "'");
        });
    }

    @Test
    void languagesAreRankedWithProbabilitiesThatSumToOne() throws IOException {
        Path a = recording("a.wav", 1);
        assertEquals(new Cli.Outcome(0, a + "\tSpanish\tes\t0.7500\n" + a + "\tEnglish\ten\t0.2500\n", ""), run(a));
    }

    @Test
    void nonFiniteScoresAreAnError() throws IOException {
        engines.network().scoring(text -> Double.NaN);
        Path a = recording("a.wav", 2);
        for (String unit : List.of("file", "segment")) {
            Cli.Outcome outcome = run("--per", unit, a);
            assertEquals(3, outcome.status(), outcome.err());
            assertFalse(outcome.out().contains("NaN"), outcome.out());
            assertTrue(outcome.err().contains("the language is unknown from 0:00:00.0 on"), outcome.err());
        }
    }

    @Test
    void topLimitsTheNumberOfLanguages() throws IOException {
        Path a = recording("a.wav", 1);
        Path b = recording("b.wav", 1);
        assertEquals(
                a + "\tSpanish\tes\t0.7500\n" + b + "\tSpanish\tes\t0.7500\n",
                run("--top", 1, a, b).out());
    }

    @Test
    void everySegmentCanHaveItsOwnAnswer() throws IOException {
        Path a = recording("a.wav", 2);
        assertEquals(
                a + "\t0.000\t1.000\tSpanish\tes\t0.7500\n" + a + "\t1.000\t2.000\tSpanish\tes\t0.7500\n",
                run("--per", "segment", "--top", 1, a).out());
    }

    @Test
    void jsonHasNamesCodesAndProbabilities() throws IOException {
        Path a = recording("a.wav", 1);
        JsonObject file = JsonParser.parseString(run("-f", "json", a).out()).getAsJsonObject();
        assertEquals(
                "[{\"name\":\"Spanish\",\"code\":\"es\",\"probability\":0.7500},"
                        + "{\"name\":\"English\",\"code\":\"en\",\"probability\":0.2500}]",
                file.get("languages").toString());
        JsonObject segments = JsonParser.parseString(
                        run("-f", "json", "--per", "segment", "--top", 1, a).out())
                .getAsJsonObject();
        assertEquals(
                "[{\"id\":0,\"start\":0.000,\"end\":1.000,"
                        + "\"languages\":[{\"name\":\"Spanish\",\"code\":\"es\",\"probability\":0.7500}]}]",
                segments.get("segments").toString());
    }

    @Test
    void aFileIsJudgedByItsFirstSecondsOfSpeechOnly() throws IOException {
        run("--max-audio", 3, recording("a.wav", 9));
        assertEquals(3, engines.network().chunks().size());
    }

    @Test
    void silenceHasNoLanguage() throws IOException {
        Path silent = FakeDecoder.write(folder.resolve("silent.wav"), new float[16_000]);
        assertEquals(new Cli.Outcome(0, "", "qasr: " + silent + ": no speech found\n"), run(silent));
        assertEquals(List.of(), engines.network().chunks());
    }

    private Cli.Outcome run(Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "detect-lang";
        all[1] = "-m";
        all[2] = model;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return new Cli(engines).run(all);
    }

    private Path recording(String name, int seconds) throws IOException {
        float[] samples = new float[16_000 * seconds];
        Arrays.fill(samples, 0.25f);
        return FakeDecoder.write(folder.resolve(name), samples);
    }
}
