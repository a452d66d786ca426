package qasr.output;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonStreamParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import qasr.transcript.Transcript;
import qasr.transcript.Wording;

/**
 * Reads results: one transcript, several transcripts in JSON Lines, or the segments of {@code -f jsonl}. Writing a
 * transcript that was read gives the same bytes as writing the original, in every format.
 */
public final class TranscriptJsonReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * The start and the text of a segment.
     *
     * @param start the start time
     */
    public record Said(Duration start, Wording wording) {}

    private TranscriptJsonReader() {}

    /**
     * Returns the transcript in {@code text}.
     *
     * @throws MalformedTranscriptException if {@code text} is not a {@code qasr.transcript/1}
     */
    public static Transcript read(String text) throws MalformedTranscriptException {
        String document = withoutMark(text);
        try {
            JsonElement first = new JsonStreamParser(document).next();
            checkNoSegment(first); // one of several lines
        } catch (JsonParseException | NoSuchElementException e) {
            throw new MalformedTranscriptException("is not JSON, or is" + " incomplete", e);
        }
        return TranscriptJson.read(JsonValue.parse(document));
    }

    /**
     * Returns the transcripts in {@code text}: one, or one per line for JSON Lines.
     *
     * @throws MalformedTranscriptException if one of them is not a {@code qasr.transcript/1}
     */
    public static List<Transcript> readAll(String text) throws MalformedTranscriptException {
        List<Transcript> transcripts = new ArrayList<>();
        for (JsonObject document : documents(text)) {
            JsonValue json = new JsonValue("", document);
            checkNoSegment(document);
            transcripts.add(TranscriptJson.read(json));
        }
        if (transcripts.isEmpty()) {
            throw new MalformedTranscriptException("is empty; pass a transcript made by 'qasr transcribe -f json'");
        }
        return transcripts;
    }

    /**
     * Returns the text of each segment in {@code text}, which has transcripts or one segment per line.
     *
     * @throws MalformedTranscriptException if {@code text} has anything else
     */
    public static List<Said> wordings(String text) throws MalformedTranscriptException {
        List<Said> all = new ArrayList<>();
        for (JsonObject document : documents(text)) {
            JsonValue json = new JsonValue("", document);
            if (isSegment(document)) {
                all.add(said(json));
            } else if (document.has("segments")) {
                all.addAll(json.get("segments").items(TranscriptJsonReader::said));
            } else {
                throw new MalformedTranscriptException(
                        "has no segments; pass a transcript made by 'qasr transcribe" + " -f json'");
            }
        }
        return all;
    }

    private static Said said(JsonValue json) throws MalformedTranscriptException {
        return new Said(json.get("start").seconds(), new SegmentJson(false).readWords(json));
    }

    /** Returns whether {@code document} is a segment: it has a raw text, but no segments. */
    private static boolean isSegment(JsonObject document) {
        return document.has("raw_text") && !document.has("segments");
    }

    private static void checkNoSegment(JsonElement document) throws MalformedTranscriptException {
        if (document.isJsonObject() && isSegment(document.getAsJsonObject())) {
            throw new MalformedTranscriptException(
                    "has only segments (-f jsonl), which do not name their recording; pass a transcript made by 'qasr"
                            + " transcribe -f json'");
        }
    }

    private static List<JsonObject> documents(String text) throws MalformedTranscriptException {
        List<JsonObject> documents = new ArrayList<>();
        try {
            Iterator<JsonElement> parser = new JsonStreamParser(withoutMark(text));
            while (parser.hasNext()) {
                JsonElement document = parser.next();
                if (!document.isJsonObject()) {
                    throw new MalformedTranscriptException(
                            "is not JSON of a transcript; pass a transcript made by 'qasr transcribe -f json'");
                }
                documents.add(document.getAsJsonObject());
            }
        } catch (JsonParseException e) {
            throw new MalformedTranscriptException("is not JSON, or is incomplete", e);
        }
        return documents;
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
