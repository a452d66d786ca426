package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import qasr.transcript.ChunkResult;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;

/** What came of a chunk as JSON on one line, for journals: nothing is rounded, so that it comes back as it was. */
public final class ChunkJson {
    private static final SegmentJson SEGMENTS = new SegmentJson(true);

    private ChunkJson() {}

    /** Returns {@code chunk} on one line, without its end. */
    public static String write(ChunkResult chunk) {
        return JsonText.of(true, json -> write(json, chunk)).strip();
    }

    private static void write(JsonWriter json, ChunkResult chunk) throws IOException {
        json.beginObject();
        json.name("segments").beginArray();
        for (Utterance utterance : chunk.utterances()) {
            SEGMENTS.write(json, utterance);
        }
        json.endArray();
        json.name("warnings").beginArray();
        for (Warning warning : chunk.warnings()) {
            WarningJson.write(json, warning);
        }
        json.endArray();
        json.endObject();
    }

    /**
     * Returns what {@link #write} made {@code line} of.
     *
     * @throws MalformedTranscriptException if it did not, or only a part of it is there
     */
    public static ChunkResult read(String line) throws MalformedTranscriptException {
        JsonValue json = JsonValue.parse(line);
        if (json.get("segments").isNull() || json.get("warnings").isNull()) {
            throw new MalformedTranscriptException("is no record of a chunk");
        }
        return new ChunkResult(
                json.get("segments").items(SEGMENTS::read), json.get("warnings").items(WarningJson::read));
    }
}
