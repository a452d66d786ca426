package qasr.output;

import qasr.text.Language;
import qasr.transcript.Attempt;
import qasr.transcript.Confidence;
import qasr.transcript.Edit;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.transcript.Wording;

/** Reads what {@link UtteranceJson} writes. */
final class UtteranceReader {
    private final boolean exact;

    /** @param exact whether languages are names, not codes */
    UtteranceReader(boolean exact) {
        this.exact = exact;
    }

    Utterance utterance(JsonValue json) throws MalformedTranscriptException {
        Outcome outcome = new Outcome(
                json.get("status").constant(Utterance.Status.class),
                json.get("earlier").items(this::attempt),
                json.get("flags").items(JsonValue::text));
        Place place = new Place(
                span(json),
                json.get("timing").constant(Place.Timing.class),
                json.get("channel").textOrNone(),
                json.get("speaker").textOrNone());
        return new Utterance(place, wording(json), confidence(json), outcome);
    }

    static TimeSpan span(JsonValue json) throws MalformedTranscriptException {
        try {
            return new TimeSpan(json.get("start").seconds(), json.get("end").seconds());
        } catch (IllegalArgumentException e) {
            throw new MalformedTranscriptException(json.where() + " ends before it starts", e);
        }
    }

    private Wording wording(JsonValue json) throws MalformedTranscriptException {
        Wording wording = new Wording(
                language(json.get("language").textOrNone()),
                json.get("raw_text").text(),
                json.get("text").text(),
                json.get("edits").items(UtteranceReader::edit));
        try {
            if (wording.undone().equals(wording.raw())) {
                return wording;
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedTranscriptException(json.where() + ".edits do not fit its text", e);
        }
        throw new MalformedTranscriptException(json.where() + ".edits do not lead back to its raw_text");
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

    private static Edit edit(JsonValue json) throws MalformedTranscriptException {
        int at = json.get("at").integer();
        if (at < 0) {
            throw json.get("at").wrong("a place in a text");
        }
        return new Edit(
                json.get("kind").text(),
                at,
                json.get("from").text(),
                json.get("to").text());
    }

    private Attempt attempt(JsonValue json) throws MalformedTranscriptException {
        return new Attempt(
                json.get("reason").text(),
                wording(json),
                confidence(json),
                json.get("status").constant(Utterance.Status.class));
    }

    private static Confidence confidence(JsonValue json) throws MalformedTranscriptException {
        JsonValue confidence = json.get("confidence");
        return new Confidence(
                confidence.get("mean_logprob").doubleOrNaN(),
                confidence.get("min_logprob").doubleOrNaN(),
                confidence.get("token_logprobs").items(JsonValue::floatOrNaN));
    }
}
