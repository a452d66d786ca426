package qasr.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import qasr.testing.Golden;
import qasr.testing.TranscriptSchema;
import qasr.transcript.Attempt;
import qasr.transcript.ChunkResult;
import qasr.transcript.Confidence;
import qasr.transcript.Edit;
import qasr.transcript.Gap;
import qasr.transcript.OptionValue;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.ScoredToken;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;
import qasr.transcript.Word;
import qasr.transcript.Wording;

/**
 * Tests that the files {@code names.json}, {@code names.jsonl} and {@code names.journal}, which contain every key and
 * every constant name of the program's formats, do not change. Renaming a record's component or a constant must not
 * change them.
 */
final class JsonNamesTest {
    private static final Path FOLDER = Path.of("src/test/resources/qasr/output");
    private static final String SUM = "0123456789abcdef".repeat(4);

    private static TimeSpan second(int start) {
        return new TimeSpan(Duration.ofSeconds(start), Duration.ofMillis(1000 * start + 750));
    }

    /** Returns the ordinal of {@code constant}. */
    private static <E extends Enum<E>> int place(E constant) {
        return List.of(constant.getDeclaringClass().getEnumConstants()).indexOf(constant);
    }

    private static List<Utterance> utterances() {
        Confidence sure = new Confidence(
                -0.25, -0.5, List.of(new ScoredToken(15, "one", -0.125f), new ScoredToken(7, " 2", -0.5f)));
        Wording wording = Wording.of("English", "one 2").edited(new Edit("glossary", 0, "one", "One"));
        Attempt earlier = new Attempt("too_short", wording, sure, Utterance.Status.TRUNCATED);
        List<Utterance> utterances = new ArrayList<>();
        for (Utterance.Status status : Utterance.Status.values()) {
            Place.Timing timing = List.of(Place.Timing.values()).get(utterances.size() % 3);
            utterances.add(new Utterance(
                    new Place(second(utterances.size()), timing, "left", "A"),
                    wording,
                    sure,
                    new Outcome(status, List.of(earlier), List.of("too_short")),
                    timing == Place.Timing.VAD ? List.of() : words(second(utterances.size()))));
        }
        return utterances;
    }

    private static List<Word> words(TimeSpan span) {
        return List.of(new Word("One ", span, OptionalDouble.of(0.5), true), Word.of("2", span));
    }

    private static List<Warning> warnings() {
        return Arrays.stream(Warning.Kind.values())
                .map(kind -> new Warning(
                        kind,
                        kind.isAboutPassage() ? Optional.of(second(place(kind))) : Optional.empty(),
                        "what is wrong"))
                .toList();
    }

    private static Transcript transcript() {
        List<Gap> gaps = Arrays.stream(Gap.Kind.values())
                .map(kind -> new Gap(second(10 + place(kind)), kind))
                .toList();
        SortedMap<String, OptionValue> others = new TreeMap<>();
        others.put("itn", OptionValue.of("true"));
        others.put("no_guard", OptionValue.of(List.of("loop")));
        Transcript.Engine engine =
                new Transcript.Engine("1.0", "demo", "cpu", "fp32", new Transcript.Choice(SUM, "cuda", "no GPU"));
        Transcript.Options options = new Transcript.Options("en", SUM, SUM, SUM, others);
        return new Transcript(
                new Transcript.Source(
                        "a.m4a",
                        SUM,
                        new Transcript.SourceFormat("aac", 48_000, 2, 2, 3),
                        Duration.ofSeconds(20),
                        new TimeSpan(Duration.ofSeconds(1), Duration.ofSeconds(20))),
                new Transcript.Making(
                        engine,
                        options,
                        new Transcript.Timing(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                        List.of(new Transcript.Retry(engine, options, List.of(second(1))))),
                utterances(),
                gaps,
                warnings());
    }

    @Test
    void theKeysOfATranscriptStayAsTheyAre() throws IOException {
        String json = TranscriptWriter.write(transcript(), Format.JSON);
        Golden.check(FOLDER.resolve("names.json"), json);
        assertEquals(transcript(), TranscriptJsonReader.read(json));
        TranscriptSchema.check(json);
        Golden.check(FOLDER.resolve("names.jsonl"), TranscriptWriter.write(transcript(), Format.JSONL));
    }

    @Test
    void theKeysOfAJournalStayAsTheyAre() throws IOException {
        ChunkResult result = new ChunkResult(utterances(), warnings());
        String line = ChunkJson.write(result);
        Golden.check(FOLDER.resolve("names.journal"), line + "\n");
        assertEquals(result, ChunkJson.read(line));
    }

    @Test
    void keysOfALaterVersionAreIgnored() throws MalformedTranscriptException {
        JsonObject json = JsonParser.parseString(TranscriptWriter.write(transcript(), Format.JSON))
                .getAsJsonObject();
        addKey(json);
        assertEquals(transcript(), TranscriptJsonReader.read(json.toString()));
        assertEquals(List.of(), TranscriptSchema.errors(json.toString()));
        JsonObject segment = json.getAsJsonArray("segments").get(0).getAsJsonObject();
        assertEquals(1, TranscriptJsonReader.wordings(segment.toString()).size());
    }

    /** Adds a key to every object in {@code json}. */
    private static void addKey(JsonObject json) {
        for (String name : List.copyOf(json.keySet())) {
            if (json.get(name).isJsonObject()) {
                addKey(json.getAsJsonObject(name));
            } else if (json.get(name).isJsonArray()) {
                JsonArray items = json.getAsJsonArray(name);
                items.forEach(item -> {
                    if (item.isJsonObject()) {
                        addKey(item.getAsJsonObject());
                    }
                });
            }
        }
        if (!json.has("fingerprint")) { // "options" may have keys with any name, and all are kept
            JsonObject later = new JsonObject();
            later.addProperty("of", "a later version");
            json.add("later", later);
        }
    }

    @Test
    void aWarningOfALaterVersionMayBeAboutLostSound() throws MalformedTranscriptException {
        String json = TranscriptWriter.write(transcript(), Format.JSON).replace("\"clipping\"", "\"stolen\"");
        assertEquals(List.of(), TranscriptSchema.errors(json));
        List<Warning> warnings = TranscriptJsonReader.read(json).warnings();
        Warning stolen = warnings.get(place(Warning.Kind.CLIPPING));
        assertEquals(Warning.of(Warning.Kind.UNKNOWN, "what is wrong"), stolen);
        assertTrue(stolen.kind().isSoundLost());
    }

    @Test
    void theSchemaNamesEveryKindOfWarning() {
        JsonObject definitions = JsonParser.parseString(TranscriptSchema.text())
                .getAsJsonObject()
                .getAsJsonObject("$defs");
        for (boolean lost : new boolean[] {true, false}) {
            List<String> named =
                    definitions.getAsJsonObject(lost ? "loss" : "notice").getAsJsonArray("enum").asList().stream()
                            .map(name -> name.getAsString())
                            .sorted()
                            .toList();
            List<String> known = Arrays.stream(Warning.Kind.values())
                    .filter(kind -> kind.isSoundLost() == lost)
                    .map(WarningJson::name)
                    .sorted()
                    .toList();
            assertEquals(known, named);
        }
    }
}
