package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import qasr.text.Language;
import qasr.transcript.Attempt;
import qasr.transcript.Edit;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.transcript.Wording;

/**
 * Writes and reads one utterance as JSON. In a transcript, numbers are rounded and languages are codes. In a journal,
 * nothing is rounded, so reading gives an equal utterance. Unknown keys are ignored.
 */
final class SegmentJson {
    private static final JsonNames<Utterance.Status> STATUSES =
            new JsonNames<>(Utterance.Status.class, status -> switch (status) {
                case OK -> "ok";
                case RETRIED -> "retried";
                case TRUNCATED -> "truncated";
                case FAILED -> "failed";
                case NO_SPEECH -> "no_speech";
            });
    private static final JsonNames<Place.Timing> TIMINGS =
            new JsonNames<>(Place.Timing.class, timing -> switch (timing) {
                case VAD -> "vad";
                case ALIGNED -> "aligned";
                case APPROX -> "approx";
            });

    private final boolean exact;

    /**
     * @param exact whether numbers are not rounded and languages are names, not codes
     */
    SegmentJson(boolean exact) {
        this.exact = exact;
    }

    /** Writes {@code utterance} as the segment {@code id} of a transcript. */
    static void write(JsonWriter json, int id, Utterance utterance) throws IOException {
        write(json, Optional.empty(), id, utterance);
    }

    /** Writes the same with the name of its recording, where segments of several stand one below another. */
    static void write(JsonWriter json, Optional<String> file, int id, Utterance utterance) throws IOException {
        json.beginObject();
        if (file.isPresent()) {
            json.name("file").value(file.get());
        }
        json.name("id").value(id);
        new SegmentJson(false).writeFields(json, utterance);
        json.endObject();
    }

    /** Writes {@code utterance} as an object. */
    void write(JsonWriter json, Utterance utterance) throws IOException {
        json.beginObject();
        writeFields(json, utterance);
        json.endObject();
    }

    /** Reads an utterance that {@code write} has written. */
    Utterance read(JsonValue json) throws MalformedTranscriptException {
        Outcome outcome = new Outcome(
                STATUSES.read(json.get("status")),
                json.get("earlier").items(this::readAttempt),
                json.get("flags").items(JsonValue::text));
        Place place = new Place(
                span(json),
                TIMINGS.read(json.get("timing")),
                json.get("channel").textOrNone(),
                json.get("speaker").textOrNone());
        Wording wording = readWords(json);
        try {
            return new Utterance(
                    place,
                    wording,
                    ConfidenceJson.read(json.get("confidence")),
                    outcome,
                    json.get("words").items(WordJson::read));
        } catch (IllegalArgumentException e) {
            throw new MalformedTranscriptException(json.where() + ".words do not give its text", e);
        }
    }

    private void writeFields(JsonWriter json, Utterance utterance) throws IOException {
        Place place = utterance.place();
        writeSpan(json, place.span());
        writeWords(json, utterance.wording());
        JsonText.write(json.name("channel"), place.channel());
        JsonText.write(json.name("speaker"), place.speaker());
        new ConfidenceJson(exact).write(json.name("confidence"), utterance.confidence());
        json.name("timing").value(TIMINGS.of(place.timing()));
        json.name("status").value(STATUSES.of(utterance.status()));
        json.name("attempts").value(utterance.outcome().attempts());
        json.name("flags").beginArray();
        for (String flag : utterance.outcome().flags()) {
            json.value(flag);
        }
        json.endArray();
        writeEdits(json, utterance.wording().edits());
        WordJson.write(json.name("words"), utterance.words());
        if (!utterance.outcome().earlier().isEmpty()) {
            json.name("earlier").beginArray();
            for (Attempt attempt : utterance.outcome().earlier()) {
                writeAttempt(json, attempt);
            }
            json.endArray();
        }
    }

    static void writeSpan(JsonWriter json, TimeSpan span) throws IOException {
        json.name("start").value(JsonText.seconds(span.start()));
        json.name("end").value(JsonText.seconds(span.end()));
    }

    static TimeSpan span(JsonValue json) throws MalformedTranscriptException {
        try {
            return new TimeSpan(json.get("start").seconds(), json.get("end").seconds());
        } catch (IllegalArgumentException e) {
            throw new MalformedTranscriptException(json.where() + " ends before it starts", e);
        }
    }

    private void writeWords(JsonWriter json, Wording wording) throws IOException {
        json.name("text").value(wording.text());
        json.name("raw_text").value(wording.raw());
        boolean coded = !exact && !wording.language().isEmpty();
        JsonText.write(
                json.name("language"),
                coded ? Language.named(wording.language()).codeOrName() : wording.language());
    }

    /** Reads the text and its edits only; {@code diff} needs no more of a segment. */
    Wording readWords(JsonValue json) throws MalformedTranscriptException {
        Wording wording = new Wording(
                language(json.get("language").textOrNone()),
                json.get("raw_text").text(),
                json.get("text").text(),
                json.get("edits").items(SegmentJson::readEdit));
        try {
            if (wording.undone().equals(wording.raw())) {
                return wording;
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedTranscriptException(json.where() + ".edits do not fit its text", e);
        }
        throw new MalformedTranscriptException("undoing " + json.where() + ".edits does not give its raw_text");
    }

    private String language(String written) {
        return exact
                ? written
                : Language.ALL.stream()
                        .filter(language -> language.code().equals(written))
                        .map(Language::name)
                        .findFirst()
                        .orElse(written);
    }

    private static void writeEdits(JsonWriter json, List<Edit> edits) throws IOException {
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

    private static Edit readEdit(JsonValue json) throws MalformedTranscriptException {
        int at = json.get("at").integer();
        if (at < 0) {
            throw json.get("at").wrong("a position in a text");
        }
        return new Edit(
                json.get("kind").text(),
                at,
                json.get("from").text(),
                json.get("to").text());
    }

    private void writeAttempt(JsonWriter json, Attempt attempt) throws IOException {
        json.beginObject();
        json.name("reason").value(attempt.reason());
        writeWords(json, attempt.wording());
        new ConfidenceJson(exact).write(json.name("confidence"), attempt.confidence());
        json.name("status").value(STATUSES.of(attempt.status()));
        writeEdits(json, attempt.wording().edits());
        json.endObject();
    }

    private Attempt readAttempt(JsonValue json) throws MalformedTranscriptException {
        return new Attempt(
                json.get("reason").text(),
                readWords(json),
                ConfidenceJson.read(json.get("confidence")),
                STATUSES.read(json.get("status")));
    }
}
