package qasr.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;
import qasr.testing.RandomTranscripts;
import qasr.testing.TranscriptSchema;
import qasr.transcript.ChunkResult;
import qasr.transcript.Confidence;
import qasr.transcript.OptionValue;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.ScoredToken;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Wording;

final class TranscriptJsonReaderTest {
    @Test
    void aReadTranscriptIsWrittenAlikeInEveryFormat() {
        Property.forAll(200, random -> {
            Transcript transcript = RandomTranscripts.transcript(random);
            String json = TranscriptWriter.write(transcript, Format.JSON);
            Transcript read = read(json);
            for (Format format : Format.values()) {
                for (Layout layout : layouts(transcript.source().path())) {
                    assertEquals(
                            TranscriptWriter.write(transcript, format, layout),
                            TranscriptWriter.write(read, format, layout),
                            format.name());
                }
            }
        });
    }

    private static List<Layout> layouts(String source) {
        List<Layout> layouts = new ArrayList<>();
        for (boolean flag : new boolean[] {false, true}) {
            layouts.add(new Layout(source, flag, Optional.empty(), flag));
            for (Paragraphs paragraphs : Paragraphs.values()) {
                layouts.add(new Layout(source, false, Optional.of(paragraphs), flag));
            }
        }
        return layouts;
    }

    @Test
    void jsonLinesHoldSeveralTranscripts() throws MalformedTranscriptException {
        Layout line = new Layout("a", true, Optional.empty(), false);
        Property.forAll(50, random -> {
            List<Transcript> all = List.of(
                    RandomTranscripts.transcript(random),
                    RandomTranscripts.transcript(random),
                    RandomTranscripts.transcript(random));
            StringBuilder lines = new StringBuilder();
            all.forEach(transcript -> lines.append(TranscriptWriter.write(transcript, Format.JSON, line)));
            StringBuilder again = new StringBuilder();
            try {
                TranscriptJsonReader.readAll(lines.toString())
                        .forEach(transcript -> again.append(TranscriptWriter.write(transcript, Format.JSON, line)));
            } catch (MalformedTranscriptException e) {
                throw new AssertionError(e);
            }
            assertEquals(lines.toString(), again.toString());
        });
        String pretty = TranscriptWriter.write(RandomTranscripts.transcript(new Random(1)), Format.JSON);
        assertEquals(1, TranscriptJsonReader.readAll(pretty).size());
    }

    @Test
    void everyTranscriptIsAsTheSchemaSays() {
        Property.forAll(
                100,
                random -> TranscriptSchema.check(
                        TranscriptWriter.write(RandomTranscripts.transcript(random), Format.JSON)));
    }

    @Test
    void everyLineOfJsonLinesIsASegmentAsTheSchemaSays() {
        Property.forAll(50, random -> {
            Transcript transcript = RandomTranscripts.transcript(random);
            JsonObject whole = JsonParser.parseString(TranscriptWriter.write(transcript, Format.JSON))
                    .getAsJsonObject();
            JsonArray segments = new JsonArray();
            TranscriptWriter.write(transcript, Format.JSONL)
                    .lines()
                    .forEach(line -> segments.add(JsonParser.parseString(line)));
            assertEquals(whole.get("segments"), segments);
            whole.add("segments", segments);
            TranscriptSchema.check(whole.toString());
        });
    }

    /** As {@code -m 17} and {@code -m true} give them. */
    @Test
    void theSchemaKnowsModelsThatAreCalledLikeANumber() {
        Transcript transcript = RandomTranscripts.transcript(new Random(3));
        for (String name : List.of("17", "0.6", "true", "base")) {
            Transcript.Options options =
                    new Transcript.Options("auto", "", "", "", new TreeMap<>(Map.of("model", OptionValue.of(name))));
            TranscriptSchema.check(
                    TranscriptWriter.write(transcript.with(transcript.making().with(options)), Format.JSON));
        }
    }

    @Test
    void theSchemaRefusesWhatIsWrong() {
        String json = TranscriptWriter.write(RandomTranscripts.transcript(new Random(3)), Format.JSON);
        assertFalse(TranscriptSchema.errors(json.replace("\"duration\": ", "\"duration\": -1"))
                .isEmpty());
        assertFalse(TranscriptSchema.errors(json.replace("\"coverage\"", "\"cover\""))
                .isEmpty());
        assertFalse(TranscriptSchema.errors(json.replace("transcript/1", "transcript/2"))
                .isEmpty());
    }

    @Test
    void tokensWithoutTextsAreReadAndDifferentLengthsAreRefused() throws MalformedTranscriptException {
        Confidence confidence = Confidence.of(List.of(new ScoredToken(3, "a\n", -0.5f), new ScoredToken(4, "", -1)));
        Place place = Place.detected(Duration.ZERO, Duration.ofSeconds(1));
        Utterance utterance =
                new Utterance(place, Wording.of("English", "a"), confidence, Outcome.of(Utterance.Status.OK));
        String line = ChunkJson.write(new ChunkResult(List.of(utterance), List.of()));
        String names = ",\"token_ids\":[3,4],\"tokens\":[\"a\\n\",\"\"]";
        String old = line.replace(names, "");
        assertEquals(line.length() - names.length(), old.length());
        Confidence known = ChunkJson.read(old).utterances().get(0).confidence();
        assertEquals(List.of(ScoredToken.unknown(-0.5f), ScoredToken.unknown(-1)), known.tokens());
        assertEquals(old, ChunkJson.write(ChunkJson.read(old)));
        for (String wrong : List.of("[3,4,5]", "[3]", "[]", "[3,-1]", "[3,\"4\"]", "[3,4.5]")) {
            assertThrows(MalformedTranscriptException.class, () -> ChunkJson.read(line.replace("[3,4]", wrong)), wrong);
        }
    }

    @Test
    void aJournalLineHoldsTheWholeUtterance() {
        Property.forAll(300, random -> {
            Utterance utterance = RandomTranscripts.utterance(
                    random, new TimeSpan(Duration.ofNanos(random.nextInt(1_000_000)), Duration.ofSeconds(1)));
            String line = ChunkJson.write(new ChunkResult(List.of(utterance), List.of()));
            assertEquals(1, line.lines().count());
            assertEquals(List.of(utterance), parse(line).utterances());
            int cut = 1 + random.nextInt(line.length() - 2);
            assertThrows(MalformedTranscriptException.class, () -> ChunkJson.read(line.substring(0, cut)));
        });
    }

    @Test
    void invalidTranscriptsAreRefusedWithTheJsonPath() {
        String json = TranscriptWriter.write(
                Transcripts.parse(List.of("3", "1\t2\tEnglish\tOK\t-1\t-2\tHello")), Format.JSON);
        assertMessage("is not JSON, or is incomplete", json.substring(0, json.length() / 2));
        assertMessage("has the schema 'qasr.segments/1', not qasr.transcript/1", "{\"schema\":\"qasr.segments/1\"}");
        assertMessage("segments[0].start is not a number", json.replace("\"start\": 1.000", "\"start\": \"1\""));
        assertMessage("segments[0] ends before it starts", json.replace("\"end\": 2.000", "\"end\": 0.5"));
        assertMessage(
                "segments[0].status has the unknown value 'fine'",
                json.replace("\"status\": \"ok\"", "\"status\": \"fine\""));
        assertMessage(
                "undoing segments[0].edits does not give its raw_text",
                json.replace("\"raw_text\": \"Hello\"", "\"raw_text\": \"Hallo\""));
    }

    @Test
    void everyKindOfValueIsChecked() {
        String json = TranscriptWriter.write(
                Transcripts.parse(List.of("3", "1\t2\tEnglish\tOK\t-1\t-2\tHello")), Format.JSON);
        assertMessage("has no \"schema\"; pass a transcript made by 'qasr transcribe -f json'", "{}");
        assertMessage("the document is not an object", "[]");
        assertMessage("schema is not a string", "{\"schema\": 1}");
        assertMessage("duration is not a time in seconds", json.replace("\"duration\": 3.000", "\"duration\": -0.001"));
        assertMessage(
                "duration is not a time in seconds", json.replace("\"duration\": 3.000", "\"duration\": 2147483648"));
        assertMessage("source.channels is not a whole number", json.replace("\"channels\": 2", "\"channels\": 2.5"));
        assertMessage("source.channels is not a number", json.replace("\"channels\": 2", "\"channels\": null"));
        assertMessage("source.path is not a string", json.replace("\"path\": \"", "\"path\": 3, \"was\": \""));
        assertMessage("segments is not an array", json.replace("\"segments\": [", "\"segments\": {}, \"were\": ["));
        assertMessage(
                "segments[0].text is not a string",
                json.replace("\"text\": \"Hello\",\n      \"raw", "\"text\": [],\n      \"raw"));
        String edited = json.replace(
                "\"edits\": []", "\"edits\": [{\"kind\": \"itn\", \"at\": AT, \"from\": \"\", \"to\": \"H\"}]");
        assertMessage("segments[0].edits[0].at is not a position in a text", edited.replace("AT", "-1"));
        assertMessage("segments[0].edits do not fit its text", edited.replace("AT", "1"));
        assertMessage("undoing segments[0].edits does not give its raw_text", edited.replace("AT", "0"));
        assertEquals(
                1,
                read(edited.replace("AT", "0").replace("\"raw_text\": \"Hello\"", "\"raw_text\": \"ello\""))
                        .utterances()
                        .size());
        assertEquals(
                Duration.ofSeconds(Integer.MAX_VALUE),
                read(json.replace("\"duration\": 3.000", "\"duration\": 2147483647"))
                        .duration());
        assertEquals(
                Duration.ZERO,
                read(json.replace("\"duration\": 3.000", "\"duration\": 0")).duration());
        assertEquals(1, read("\ufeff" + json).utterances().size(), "a byte order mark");
    }

    private static void assertMessage(String message, String json) {
        Exception thrown = assertThrows(MalformedTranscriptException.class, () -> TranscriptJsonReader.read(json));
        assertTrue(thrown.getMessage().startsWith(message), thrown.getMessage());
    }

    private static Transcript read(String json) {
        try {
            return TranscriptJsonReader.read(json);
        } catch (MalformedTranscriptException e) {
            throw new AssertionError(e);
        }
    }

    private static ChunkResult parse(String line) {
        try {
            return ChunkJson.read(line);
        } catch (MalformedTranscriptException e) {
            throw new AssertionError(e);
        }
    }
}
