package qasr.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

final class TranscriptJsonTest {
    @Test
    void aWrittenTranscriptReadsBack() {
        Property.forAll(300, random -> {
            Transcript transcript = random(random);
            for (boolean oneLine : new boolean[] {true, false}) {
                String text = Format.JSON.writer(layout(oneLine)).rest(transcript);
                JsonObject json = JsonParser.parseString(text).getAsJsonObject();
                assertEquals(
                        transcript.utterances().size(),
                        json.getAsJsonArray("segments").size());
                for (int i = 0; i < transcript.utterances().size(); i++) {
                    JsonObject segment = json.getAsJsonArray("segments").get(i).getAsJsonObject();
                    Utterance utterance = transcript.utterances().get(i);
                    assertEquals(utterance.text(), segment.get("text").getAsString());
                    assertEquals(
                            utterance.start().toNanos() / 1e9,
                            segment.get("start").getAsDouble(),
                            0.000501);
                    assertTrue(segment.get("start").getAsDouble()
                            <= segment.get("end").getAsDouble());
                    assertEquals(
                            Double.isNaN(utterance.confidence().mean()),
                            segment.getAsJsonObject("confidence")
                                    .get("mean_logprob")
                                    .isJsonNull());
                }
            }
        });
    }

    @Test
    void severalRecordingsAreOneLineEach() {
        Property.forAll(100, random -> {
            String text = Format.JSON.writer(layout(true)).rest(random(random));
            assertEquals(1, text.lines().count(), text);
            assertTrue(text.endsWith("}\n"), text);
        });
    }

    @Test
    void nothingIsEscapedForHtmlAndNumbersAreNeverNaN() {
        Transcript transcript = Transcripts.of(
                Duration.ZERO, List.of(utterance(0, 1, "English", "it's <b> & 像 \ud83d\ude00 =", Double.NaN)));
        String text = Format.JSON.writer(layout(true)).rest(transcript);
        assertTrue(text.contains("\"text\":\"it's <b> & 像 \ud83d\ude00 =\""), text);
        assertTrue(text.contains("\"mean_logprob\":null,\"min_logprob\":null"), text);
        assertTrue(text.contains("\"rtf\":null"), text);
        assertFalse(text.contains("NaN"), text);
    }

    /** One second of seven hours is missing. */
    @Test
    void nearlyAllOfTheSpeechDoesNotLookLikeAll() {
        Duration hole = Duration.ofHours(7).minusSeconds(1);
        Transcript transcript = Transcripts.of(
                Duration.ofHours(7),
                List.of(
                        utterance(0, (int) hole.toSeconds(), "English", "Hello", -1),
                        new Utterance(hole, Duration.ofHours(7), "", "", -1, -1, Utterance.Status.FAILED)));
        String json = Format.JSON.writer(layout(true)).rest(transcript);
        assertTrue(json.contains("\"ratio\":0.9999}"), json);
        String page = PageJson.of(transcript, "", "", "", Optional.empty());
        assertTrue(page.contains("\"coverage\":\"99.9\""), page);
    }

    @Test
    void theLanguageSpokenLongestComesFirst() {
        Transcript transcript = Transcripts.of(
                Duration.ofSeconds(30),
                List.of(
                        utterance(0, 5, "English", "Hello", -1),
                        utterance(5, 20, "Chinese", "你好。", -1),
                        utterance(20, 25, "English", "again", -1),
                        utterance(25, 26, "", "uh", -1)));
        JsonObject json = JsonParser.parseString(
                        Format.JSON.writer(layout(true)).rest(transcript))
                .getAsJsonObject();
        assertEquals("zh", json.get("language").getAsString());
        assertEquals(
                "[{\"code\":\"zh\",\"seconds\":15.000},{\"code\":\"en\",\"seconds\":10.000}]",
                json.get("languages").toString());
        assertEquals("Hello你好。again uh", json.get("text").getAsString());
    }

    private static Transcript random(Random random) {
        List<Utterance> utterances = new ArrayList<>();
        long start = 0;
        for (int i = random.nextInt(5); i > 0; i--) {
            start += random.nextInt(100_000_000);
            long end = start + random.nextInt(1_000_000_000);
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(20); k > 0; k--) {
                int codePoint = random.nextInt(10) == 0 ? random.nextInt(0x30) : random.nextInt(0x20000);
                text.appendCodePoint(codePoint >= 0xd800 && codePoint < 0xe000 ? '"' : codePoint);
            }
            double mean = random.nextInt(5) == 0 ? Double.NaN : -random.nextDouble();
            utterances.add(new Utterance(
                    Duration.ofNanos(start), Duration.ofNanos(end), "English", text.toString(), mean, mean - 1, true));
            start = end;
        }
        return Transcripts.of(Duration.ofNanos(start), utterances);
    }

    private static Utterance utterance(int start, int end, String language, String text, double mean) {
        return new Utterance(Duration.ofSeconds(start), Duration.ofSeconds(end), language, text, mean, mean, true);
    }

    private static Layout layout(boolean oneLine) {
        return new Layout("a", oneLine, Optional.empty(), false);
    }

    /** The documented fields of the verbose_json of OpenAI's transcription, as its clients read them. */
    @Test
    void readersOfVerboseJsonFindTheirFields() {
        Transcript transcript =
                Transcripts.of(Duration.ofHours(1), qasr.subtitle.RandomSpeech.utterances(new java.util.Random(7), 3));
        JsonObject json = com.google.gson.JsonParser.parseString(TranscriptWriter.write(transcript, Format.JSON))
                .getAsJsonObject();
        assertTrue(json.get("text").getAsJsonPrimitive().isString());
        assertTrue(json.get("language").getAsJsonPrimitive().isString());
        assertEquals(3600, json.get("duration").getAsDouble());
        int id = 0;
        int words = 0;
        for (com.google.gson.JsonElement each : json.getAsJsonArray("segments")) {
            JsonObject segment = each.getAsJsonObject();
            assertEquals(id++, segment.get("id").getAsInt());
            assertTrue(segment.get("start").getAsDouble() <= segment.get("end").getAsDouble());
            assertTrue(segment.get("text").getAsJsonPrimitive().isString());
            for (com.google.gson.JsonElement word : segment.getAsJsonArray("words")) {
                JsonObject fields = word.getAsJsonObject();
                words++;
                assertTrue(fields.get("word").getAsJsonPrimitive().isString());
                assertTrue(
                        fields.get("start").getAsDouble() <= fields.get("end").getAsDouble());
            }
        }
        assertTrue(id > 0 && words > id, words + " words in " + id + " segments");
    }
}
