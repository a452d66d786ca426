package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;

/** Tests the options of the guards, from the command line to the output files. */
final class GuardOptionsTest {
    private static final String EN = "language English<asr_text>";
    private static final String LOOP = "Well, " + "no ".repeat(14) + "Bye.";

    @TempDir
    Path folder;

    private Path recording;

    @BeforeEach
    void record() throws IOException {
        recording = FakeDecoder.write(folder.resolve("a.wav"), Signals.noise(1, 0.5, Signals.SECOND));
    }

    private Cli.Outcome run(String said, Object... options) {
        Object[] all = Stream.concat(Stream.of("transcribe", "-m", folder, recording), Stream.of(options))
                .toArray();
        return new Cli(new FakeEngines(waveform -> said)).run(all);
    }

    private JsonObject segment(String said, Object... options) {
        Object[] all =
                Stream.concat(Stream.of("-f", "json"), Stream.of(options)).toArray();
        return JsonParser.parseString(run(said, all).out())
                .getAsJsonObject()
                .getAsJsonArray("segments")
                .get(0)
                .getAsJsonObject();
    }

    private static List<String> texts(JsonArray array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.getAsString()));
        return texts;
    }

    @ParameterizedTest
    @CsvSource({
        "numbers, !!!!!!!!, not_finite",
        "loop, language English<asr_text>no no no no no no no no no no no no, loop",
        "recital, 'language English<asr_text>Istio, Envoy, Helm.', recital",
        "silence, language Chinese<asr_text>____, placeholder",
        "truncation, language English<asr_text>Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunter, too_long",
        "language, language English<asr_text>我们明天上午十点开会, script_mismatch"
    })
    void eachGuardCanBeNamed(String guard, String said, String flag) {
        String[] context = {"--context", "Istio, Envoy, Helm", "--retries", "0"};
        List<String> flags = texts(segment(said, (Object[]) context).getAsJsonArray("flags"));
        assertTrue(flags.contains(flag), flags.toString());
        Object[] without = Stream.concat(Stream.of(context), Stream.of("--no-guard", guard))
                .toArray();
        List<String> fewer = texts(segment(said, without).getAsJsonArray("flags"));
        assertFalse(fewer.contains(flag), fewer.toString());
        Object[] all = {"--no-guard", "numbers,loop,recital,silence", "--no-guard", "truncation,language"};
        assertEquals(List.of(), texts(segment(said, all).getAsJsonArray("flags")));
    }

    @Test
    void anUnknownGuardIsAUsageErrorThatNamesAll() {
        Cli.Outcome outcome = run(EN + "Hi.", "--no-guard", "echo");
        assertEquals(2, outcome.status());
        assertTrue(
                outcome.err().contains("'echo' is not one of numbers, loop, recital, silence, truncation, language"),
                outcome.err());
    }

    @Test
    void withoutRetriesFaultsAreOnlyReported() {
        JsonObject once = segment(EN + LOOP, "--retries", "0");
        assertEquals(1, once.get("attempts").getAsInt());
        assertEquals("truncated", once.get("status").getAsString());
        assertTrue(texts(once.getAsJsonArray("flags")).containsAll(List.of("loop", "loop_cut")));
        assertTrue(segment(EN + LOOP).get("attempts").getAsInt() > 1);
        for (String wrong : List.of("-1", "10", "x")) {
            assertEquals(2, run(EN + LOOP, "--retries=" + wrong).status());
        }
    }

    @Test
    void theCutOfALoopIsAnEdit() {
        JsonObject segment = segment(EN + LOOP, "--retries", "0");
        assertEquals("Well, no", segment.get("text").getAsString());
        assertEquals(LOOP, segment.get("raw_text").getAsString());
        JsonObject edit = segment.getAsJsonArray("edits").get(0).getAsJsonObject();
        assertEquals("loop_cut", edit.get("kind").getAsString());
        assertEquals("Well, no".length(), edit.get("at").getAsInt());
        assertEquals("", edit.get("to").getAsString());
        assertEquals(LOOP, segment.get("text").getAsString() + edit.get("from").getAsString());
    }

    @Test
    void withoutTheGuardALoopStaysAsItWasSaid() {
        String loop = "Well, " + "ha".repeat(25) + ", Bob.";
        JsonObject segment = segment(EN + loop, "--no-guard", "loop,truncation");
        assertEquals(loop, segment.get("text").getAsString());
        assertEquals(List.of(), segment.getAsJsonArray("edits").asList());
    }

    @Test
    void placeholdersAreInTheJsonOnly() {
        JsonObject segment = segment("language None<asr_text>Thanks for watching!");
        assertEquals("no_speech", segment.get("status").getAsString());
        assertEquals("", segment.get("text").getAsString());
        assertEquals("Thanks for watching!", segment.get("raw_text").getAsString());
        assertEquals(
                "no_speech",
                segment.getAsJsonArray("edits")
                        .get(0)
                        .getAsJsonObject()
                        .get("kind")
                        .getAsString());
        for (String format : List.of("txt", "srt", "vtt", "tsv", "csv", "lrc", "ass")) {
            String text = run("language None<asr_text>Thanks for watching!", "-f", format)
                    .out();
            assertFalse(text.contains("watching"), format + ": " + text);
        }
    }

    @Test
    void verbatimChangesNothing() {
        for (String said : List.of(LOOP, "Well, " + "ha".repeat(25) + ", Bob.")) {
            for (String guard : List.of("loop", "language")) {
                JsonObject segment = segment(EN + said, "--verbatim", "--no-guard", guard);
                assertEquals(said, segment.get("text").getAsString());
                assertEquals(said, segment.get("raw_text").getAsString());
                assertEquals(0, segment.getAsJsonArray("edits").size());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en,es", "English,spanish", "es"})
    void onlyTheseLanguagesAreOffered(String languages) {
        FakeEngines engines = new FakeEngines(waveform -> EN + "Yes.");
        Cli.Outcome outcome =
                new Cli(engines).run("transcribe", "-m", folder, "-f", "json", "--languages", languages, recording);
        assertEquals(0, outcome.status(), outcome.err());
        JsonElement flags = JsonParser.parseString(outcome.out())
                .getAsJsonObject()
                .getAsJsonArray("segments")
                .get(0)
                .getAsJsonObject()
                .get("flags");
        assertEquals(languages.equals("es"), flags.toString().contains("language_not_allowed"), flags.toString());
    }

    @Test
    void contradictoryLanguagesAreUsageErrors() {
        Cli.Outcome unknown = run(EN + "Yes.", "--languages", "en,klingon");
        assertEquals(2, unknown.status());
        assertTrue(unknown.err().contains("--languages: unknown language 'klingon'"), unknown.err());
        Cli.Outcome notThisModels = run(EN + "Yes.", "--languages", "zh");
        assertEquals(2, notThisModels.status());
        assertTrue(notThisModels.err().contains("this model does not know the language"), notThisModels.err());
        Cli.Outcome forced = run(EN + "Yes.", "-l", "en", "--languages", "en,es");
        assertEquals(2, forced.status());
        assertTrue(forced.err().contains("--languages: cannot be combined with --language"), forced.err());
    }

    @Test
    void oneLanguageForAFileOrEachChunkItsOwn() throws IOException {
        float[] samples = Signals.noise(1, 0.5, 3 * Signals.SECOND);
        samples[0] = 0.3f;
        samples[Signals.SECOND] = 0.1f;
        samples[2 * Signals.SECOND] = 0.1f;
        FakeDecoder.write(recording, samples);
        for (String per : List.of("chunk", "segment", "file")) {
            FakeEngines engines = new FakeEngines(
                    waveform -> waveform.sample(0) > 0.2 ? EN + "Yes." : "language Spanish<asr_text>Claro.");
            Cli.Outcome outcome =
                    new Cli(engines).run("transcribe", "-m", folder, "-f", "json", "--language-per", per, recording);
            assertEquals(0, outcome.status(), outcome.err());
            int heard = engines.network().chunks().size();
            assertEquals(per.equals("file"), heard > 3, per + ": " + heard + " decoded");
        }
        Cli.Outcome wrong = run(EN + "Yes.", "--language-per", "word");
        assertEquals(2, wrong.status());
        assertTrue(wrong.err().contains("'word' is not one of chunk, file"), wrong.err());
    }

    @Test
    void paragraphsAreMadeOfUtterances() throws IOException {
        float[] samples = Signals.noise(1, 0.5, 9 * Signals.SECOND);
        for (int second : new int[] {2, 3, 4, 5, 6}) {
            samples[second * Signals.SECOND] = 0; // no chunk begins with 0
        }
        FakeDecoder.write(recording, samples);
        assertEquals("Yes.\nYes.\nYes.\nYes.\n", run(EN + "Yes.").out());
        assertEquals(
                "Yes. Yes.\n\nYes. Yes.\n",
                run(EN + "Yes.", "--paragraphs", "pause").out());
        assertEquals(
                "Yes. Yes.\n\nYes. Yes.\n",
                run(EN + "Yes.", "--paragraphs", "turn").out());
        assertEquals(
                "Yes?\n\nYes?\n\nYes?\n\nYes?\n",
                run(EN + "Yes?", "--paragraphs", "turn").out());
        assertEquals(
                "好的。好的。\n\n好的。好的。\n",
                run("language Chinese<asr_text>好的。", "--paragraphs", "pause").out());
        assertEquals(2, run(EN + "Yes.", "--paragraphs", "page").status());
    }
}
