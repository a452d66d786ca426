package qasr.output;

import java.util.List;
import qasr.transcript.SegmentCorrection;

/**
 * Reads the schema {@code qasr.corrections/1}, which the page of {@code qasr view} saves: the sum of a transcript and
 * changed segments. Unknown keys are ignored.
 *
 * @param transcript the sum of the transcript that the corrections belong to
 * @param corrections in the order of the file
 */
public record CorrectionsJson(String transcript, List<SegmentCorrection> corrections) {
    static final String SCHEMA = "qasr.corrections/1";

    private static final String REMEDY = "pass a file that 'Save corrections' in the page of 'qasr view' has written";

    public CorrectionsJson {
        corrections = List.copyOf(corrections);
    }

    /**
     * Returns the corrections in {@code text}.
     *
     * @throws MalformedTranscriptException if {@code text} is not a {@code qasr.corrections/1}
     */
    public static CorrectionsJson read(String text) throws MalformedTranscriptException {
        JsonValue json = JsonValue.parse(text);
        if (!json.element().isJsonObject() || json.get("schema").isNull()) {
            throw new MalformedTranscriptException("has no corrections; " + REMEDY);
        }
        String schema = json.get("schema").text();
        if (!schema.equals(SCHEMA)) {
            throw new MalformedTranscriptException("has the schema '" + schema + "', not " + SCHEMA + "; " + REMEDY);
        }
        return new CorrectionsJson(
                json.get("transcript").text(), json.get("edits").items(CorrectionsJson::correction));
    }

    private static SegmentCorrection correction(JsonValue json) throws MalformedTranscriptException {
        int segment = json.get("segment").integer();
        if (segment < 0) {
            throw json.get("segment").wrong("the number of a segment");
        }
        return new SegmentCorrection(
                segment,
                SegmentJson.span(json),
                json.get("old_text").text(),
                json.get("new_text").text(),
                json.get("old_speaker").textOrNone(),
                json.get("new_speaker").textOrNone());
    }
}
