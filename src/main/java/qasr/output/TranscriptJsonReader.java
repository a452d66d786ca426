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
 * Reads results back: a transcript, the several of JSON Lines, or the segments of {@code -f jsonl}. A transcript that is
 * written again, in any format, gives the same bytes as when it was made.
 */
public final class TranscriptJsonReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * What was said in a segment.
     *
     * @param start when it begins
     */
    public record Said(Duration start, Wording wording) {}

    private TranscriptJsonReader() {}

    /**
     * Returns the transcript that {@code text} holds.
     *
     * @throws MalformedTranscriptException if it is no {@code qasr.transcript/1}
     */
    public static Transcript read(String text) throws MalformedTranscriptException {
        String document = withoutMark(text);
        try {
            JsonElement first = new JsonStreamParser(document).next();
            checkNoSegment(first); // one of several lines
        } catch (JsonParseException | NoSuchElementException e) {
            throw new MalformedTranscriptException("is not JSON, or not all of it", e);
        }
        return TranscriptJson.read(JsonValue.parse(document));
    }

    /**
     * Returns the transcripts that {@code text} holds: one, or as many as there are lines if it is JSON Lines.
     *
     * @throws MalformedTranscriptException if one is no {@code qasr.transcript/1}
     */
    public static List<Transcript> readAll(String text) throws MalformedTranscriptException {
        List<Transcript> transcripts = new ArrayList<>();
        for (JsonObject document : documents(text)) {
            JsonValue json = new JsonValue("", document);
            checkNoSegment(document);
            transcripts.add(TranscriptJson.read(json));
        }
        if (transcripts.isEmpty()) {
            throw new MalformedTranscriptException("is empty; a result of 'qasr transcribe -f json' is needed");
        }
        return transcripts;
    }

    /**
     * Returns what was said in each segment of {@code text}, whose segments may be those of transcripts or lines of their
     * own.
     *
     * @throws MalformedTranscriptException if there is something else in it
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
                throw new MalformedTranscriptException("has no segments; a result of 'qasr transcribe' is needed");
            }
        }
        return all;
    }

    private static Said said(JsonValue json) throws MalformedTranscriptException {
        return new Said(json.get("start").seconds(), new SegmentJson(false).readWords(json));
    }

    /** Transcripts have segments, and only segments have the text as the model said it. */
    private static boolean isSegment(JsonObject document) {
        return document.has("raw_text") && !document.has("segments");
    }

    private static void checkNoSegment(JsonElement document) throws MalformedTranscriptException {
        if (document.isJsonObject() && isSegment(document.getAsJsonObject())) {
            throw new MalformedTranscriptException(
                    "has only segments (-f jsonl), which do not say what recording they are"
                            + " of; a result of 'qasr transcribe -f json' is needed");
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
                            "is not JSON of a transcript; a result of 'qasr transcribe -f json' is needed");
                }
                documents.add(document.getAsJsonObject());
            }
        } catch (JsonParseException e) {
            throw new MalformedTranscriptException("is not JSON, or not all of it", e);
        }
        return documents;
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
