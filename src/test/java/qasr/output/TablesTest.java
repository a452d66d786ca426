package qasr.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the rows and the JSON of {@code segment} and {@code detect-lang}. */
final class TablesTest {
    private static final List<LanguageTable.Candidate> RANKED = List.of(
            new LanguageTable.Candidate("Cantonese", 0.98765),
            new LanguageTable.Candidate("Klingon", 0.01234),
            new LanguageTable.Candidate("English", 0));

    @Test
    void aSegmentIsARowOfSeconds() {
        SegmentTable table = new SegmentTable("a.wav");
        assertEquals("0.320\t6.870\t6.550\n", table.add(segment("0.32", "6.87")));
        assertEquals("3600.000\t3600.032\t0.032\n", table.add(segment("3600", "3600.032")));
        assertEquals(2, table.size());
    }

    @Test
    void segmentsAreOneJsonObject() {
        SegmentTable table = new SegmentTable("a \"b\".wav");
        table.add(segment("0.32", "6.87"));
        assertEquals(
                "{\"schema\":\"qasr.segments/1\",\"source\":\"a \\\"b\\\".wav\",\"duration\":8.000,\"segments\":"
                        + "[{\"id\":0,\"start\":0.320,\"end\":6.870,\"duration\":6.550}]}\n",
                table.json(Duration.ofSeconds(8), true));
        assertEquals(
                JsonParser.parseString(table.json(Duration.ofSeconds(8), true)),
                JsonParser.parseString(table.json(Duration.ofSeconds(8), false)));
    }

    @Test
    void aSegmentCannotEndBeforeItBegins() {
        assertThrows(IllegalArgumentException.class, () -> segment("2", "1"));
    }

    @Test
    void aLanguageIsARowOfNameCodeAndProbability() {
        LanguageTable table = new LanguageTable("a\tb.wav");
        assertEquals(
                "a?b.wav\tCantonese\tyue\t0.9877\na?b.wav\tKlingon\tKlingon\t0.0123\na?b.wav\tEnglish\ten\t0.0000\n",
                table.addWhole(RANKED));
        assertEquals(
                "a?b.wav\t1.000\t2.500\tCantonese\tyue\t0.9877\n",
                table.addChunk(segment("1", "2.5"), List.of(RANKED.get(0))));
    }

    @Test
    void languagesAreOneJsonObject() {
        LanguageTable table = new LanguageTable("a.wav");
        table.addChunk(segment("1", "2.5"), RANKED);
        table.addWhole(RANKED.subList(0, 1));
        JsonObject json = JsonParser.parseString(table.json(false)).getAsJsonObject();
        assertEquals(List.of("schema", "source", "languages", "segments"), List.copyOf(json.keySet()));
        assertEquals(
                "[{\"name\":\"Cantonese\",\"code\":\"yue\",\"probability\":0.9877}]",
                json.get("languages").toString());
        JsonObject chunk = json.getAsJsonArray("segments").get(0).getAsJsonObject();
        assertEquals("2.500", chunk.get("end").getAsString());
        assertEquals(3, chunk.getAsJsonArray("languages").size());
        assertTrue(table.json(true).endsWith("}\n"));
        assertEquals(1, table.json(true).lines().count());
    }

    @Test
    void aLanguageOfAChannelHasItsNumberAndSpeakerInJson() {
        LanguageTable table = new LanguageTable("a.wav");
        table.addChunk(
                new SegmentTable.Segment(Duration.ZERO, Duration.ofSeconds(1), "left", "1", false),
                RANKED.subList(0, 1));
        JsonObject chunk = JsonParser.parseString(table.json(true))
                .getAsJsonObject()
                .getAsJsonArray("segments")
                .get(0)
                .getAsJsonObject();
        assertEquals(List.of("id", "start", "end", "channel", "speaker", "languages"), List.copyOf(chunk.keySet()));
        assertEquals("1", chunk.get("channel").getAsString());
        assertEquals("left", chunk.get("speaker").getAsString());
    }

    private static SegmentTable.Segment segment(String start, String end) {
        return new SegmentTable.Segment(Transcripts.seconds(start), Transcripts.seconds(end));
    }
}
