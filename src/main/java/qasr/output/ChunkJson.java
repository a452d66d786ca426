package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import qasr.transcript.ChunkResult;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;

/**
 * The result of a chunk as one line of JSON, for journals. Numbers are not rounded, so reading gives an equal result.
 */
public final class ChunkJson {
    private static final SegmentJson SEGMENTS = new SegmentJson(true);

    private ChunkJson() {}

    /** Returns {@code chunk} as one line, without a line end. */
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
     * Returns the chunk result that {@link #write} has written as {@code line}.
     *
     * @throws MalformedTranscriptException if {@code line} is not such a line, or not a complete one
     */
    public static ChunkResult read(String line) throws MalformedTranscriptException {
        JsonValue json = JsonValue.parse(line);
        if (json.get("segments").isNull() || json.get("warnings").isNull()) {
            throw new MalformedTranscriptException("is not the record of a chunk");
        }
        return new ChunkResult(
                json.get("segments").items(SEGMENTS::read), json.get("warnings").items(WarningJson::read));
    }
}
