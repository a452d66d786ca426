package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import qasr.text.Language;
import qasr.transcript.Attempt;
import qasr.transcript.Confidence;
import qasr.transcript.Edit;
import qasr.transcript.Place;
import qasr.transcript.Utterance;
import qasr.transcript.Wording;

/**
 * One utterance as JSON. As a segment of a transcript it has rounded numbers and a language code; as a line of its own,
 * for a journal, it holds everything, so that what is read back equals what was written.
 */
public final class UtteranceJson {
    private final JsonWriter json;
    private final boolean exact;

    private UtteranceJson(JsonWriter json, boolean exact) {
        this.json = json;
        this.exact = exact;
    }

    /** Returns {@code utterance} as one line with its line end. */
    public static String line(Utterance utterance) {
        return JsonText.of(true, json -> {
            json.beginObject();
            new UtteranceJson(json, true).writeFields(utterance);
            json.endObject();
        });
    }

    /**
     * Returns the utterance that {@link #line} made {@code line} of.
     *
     * @throws MalformedTranscriptException if it did not, or only a part of it is there
     */
    public static Utterance parse(String line) throws MalformedTranscriptException {
        return new UtteranceReader(true).utterance(JsonValue.parse(line));
    }

    static void writeSegment(JsonWriter json, int id, Utterance utterance) throws IOException {
        json.beginObject();
        json.name("id").value(id);
        new UtteranceJson(json, false).writeFields(utterance);
        json.endObject();
    }

    private void writeFields(Utterance utterance) throws IOException {
        Place place = utterance.place();
        json.name("start").value(JsonText.seconds(utterance.start()));
        json.name("end").value(JsonText.seconds(utterance.end()));
        writeWords(utterance.wording());
        writeText("channel", place.channel());
        writeText("speaker", place.speaker());
        writeConfidence(utterance.confidence());
        json.name("timing").value(lower(place.timing()));
        json.name("status").value(lower(utterance.status()));
        json.name("attempts").value(utterance.outcome().attempts());
        json.name("flags").beginArray();
        for (String flag : utterance.outcome().flags()) {
            json.value(flag);
        }
        json.endArray();
        writeEdits(utterance.wording().edits());
        json.name("words").beginArray().endArray();
        if (!utterance.outcome().earlier().isEmpty()) {
            json.name("earlier").beginArray();
            for (Attempt attempt : utterance.outcome().earlier()) {
                writeAttempt(attempt);
            }
            json.endArray();
        }
    }

    private void writeWords(Wording wording) throws IOException {
        json.name("text").value(wording.text());
        json.name("raw_text").value(wording.raw());
        boolean coded = !exact && !wording.language().isEmpty();
        writeText("language", coded ? Language.named(wording.language()).codeOrName() : wording.language());
    }

    private void writeAttempt(Attempt attempt) throws IOException {
        json.beginObject();
        json.name("reason").value(attempt.reason());
        writeWords(attempt.wording());
        writeConfidence(attempt.confidence());
        json.name("status").value(lower(attempt.status()));
        writeEdits(attempt.wording().edits());
        json.endObject();
    }

    private void writeConfidence(Confidence confidence) throws IOException {
        json.name("confidence").beginObject();
        json.name("mean_logprob").jsonValue(number(confidence.mean()));
        json.name("min_logprob").jsonValue(number(confidence.min()));
        StringJoiner tokens = new StringJoiner(",", "[", "]");
        for (float token : confidence.tokens()) {
            tokens.add(exact && Float.isFinite(token) ? Float.toString(token) : number(token));
        }
        json.name("token_logprobs").jsonValue(tokens.toString());
        json.endObject();
    }

    private void writeEdits(List<Edit> edits) throws IOException {
        json.name("edits").beginArray();
        for (Edit edit : edits) {
            json.beginObject();
            json.name("kind").value(edit.kind());
            json.name("at").value(edit.at());
            json.name("from").value(edit.from());
            json.name("to").value(edit.to());
            json.endObject();
        }
        json.endArray();
    }

    private void writeText(String name, String text) throws IOException {
        json.name(name).value(text.isEmpty() ? null : text);
    }

    private String number(double value) {
        return exact && Double.isFinite(value) ? Double.toString(value) : String.valueOf(JsonText.fraction(value));
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
