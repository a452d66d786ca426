package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import qasr.transcript.Confidence;
import qasr.transcript.ScoredToken;

/**
 * Writes and reads the confidence of a segment. The tokens are three lists of the same length, since objects would make
 * a transcript twice as long: {@code token_logprobs}, {@code token_ids} and {@code tokens}. The last two are missing if
 * only the probabilities are known.
 */
final class ConfidenceJson {
    private final boolean exact;

    /**
     * @param exact whether numbers are not rounded
     */
    ConfidenceJson(boolean exact) {
        this.exact = exact;
    }

    void write(JsonWriter json, Confidence confidence) throws IOException {
        json.beginObject();
        json.name("mean_logprob").jsonValue(number(confidence.mean()));
        json.name("min_logprob").jsonValue(number(confidence.min()));
        StringJoiner logProbabilities = new StringJoiner(",", "[", "]");
        StringJoiner ids = new StringJoiner(",", "[", "]");
        StringWriter texts = new StringWriter();
        try (JsonWriter list = new JsonWriter(texts)) {
            list.beginArray();
            for (ScoredToken token : confidence.tokens()) {
                float value = token.logProbability();
                logProbabilities.add(exact && Float.isFinite(value) ? Float.toString(value) : number(value));
                ids.add(Integer.toString(token.id()));
                list.value(token.text());
            }
            list.endArray();
        }
        json.name("token_logprobs").jsonValue(logProbabilities.toString());
        if (!confidence.tokens().isEmpty() && confidence.isSpelled()) {
            json.name("token_ids").jsonValue(ids.toString());
            json.name("tokens").jsonValue(texts.toString());
        }
        json.endObject();
    }

    static Confidence read(JsonValue json) throws MalformedTranscriptException {
        List<Float> logProbabilities = json.get("token_logprobs").items(JsonValue::floatOrNaN);
        List<Integer> ids = json.get("token_ids").items(ConfidenceJson::id);
        List<String> texts = json.get("tokens").items(JsonValue::text);
        boolean spelled = !ids.isEmpty() || !texts.isEmpty();
        if (spelled && (ids.size() != logProbabilities.size() || texts.size() != logProbabilities.size())) {
            throw new MalformedTranscriptException(
                    json.where() + ".token_logprobs, token_ids and tokens differ in length");
        }
        List<ScoredToken> tokens = new ArrayList<>();
        for (int i = 0; i < logProbabilities.size(); i++) {
            tokens.add(
                    spelled
                            ? new ScoredToken(ids.get(i), texts.get(i), logProbabilities.get(i))
                            : ScoredToken.unknown(logProbabilities.get(i)));
        }
        return new Confidence(
                json.get("mean_logprob").doubleOrNaN(), json.get("min_logprob").doubleOrNaN(), tokens);
    }

    private static int id(JsonValue json) throws MalformedTranscriptException {
        int id = json.integer();
        if (id < 0) {
            throw json.wrong("a token id");
        }
        return id;
    }

    /** Returns a number as JSON. JSON has no infinity: it is null in transcripts, and a string in journals. */
    private String number(double value) {
        if (exact && Double.isInfinite(value)) {
            return '"' + Double.toString(value) + '"';
        }
        return exact && Double.isFinite(value) ? Double.toString(value) : String.valueOf(JsonText.fraction(value));
    }
}
