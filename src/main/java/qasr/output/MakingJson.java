package qasr.output;

import com.google.gson.JsonElement;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import qasr.transcript.OptionValue;
import qasr.transcript.SpeakerChange;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;

/** Writes and reads the JSON of how a transcript was made: engine, options, time taken, retries and changes of speakers. */
final class MakingJson {
    /** Option values that are written as JSON booleans and numbers. Their spelling is the same after reading. */
    private static final Pattern LITERAL = Pattern.compile("true|false|-?(0|[1-9][0-9]{0,8})([.][0-9]{1,9})?");

    /** The options that {@link Transcript.Options} has components for. */
    private static final Set<String> OWN_OPTIONS =
            Set.of("language", "glossary_sha256", "context_sha256", "fingerprint");

    private MakingJson() {}

    static void writeEngine(JsonWriter json, Transcript.Engine engine) throws IOException {
        json.beginObject();
        json.name("qasr").value(engine.version());
        json.name("model").value(engine.model());
        JsonText.write(json.name("model_sha256"), engine.choice().modelSha256());
        json.name("device").value(engine.device());
        json.name("requested_device").value(engine.choice().requestedDevice());
        json.name("dtype").value(engine.precision());
        JsonText.write(json.name("fallback"), engine.choice().fallback());
        json.endObject();
    }

    static Transcript.Engine readEngine(JsonValue json) throws MalformedTranscriptException {
        return new Transcript.Engine(
                json.get("qasr").text(),
                json.get("model").text(),
                json.get("device").text(),
                json.get("dtype").text(),
                new Transcript.Choice(
                        json.get("model_sha256").textOrNone(),
                        json.get("requested_device").text(),
                        json.get("fallback").textOrNone()));
    }

    static void writeOptions(JsonWriter json, Transcript.Options options) throws IOException {
        json.beginObject();
        json.name("language").value(options.language());
        JsonText.write(json.name("glossary_sha256"), options.glossarySha256());
        JsonText.write(json.name("context_sha256"), options.contextSha256());
        JsonText.write(json.name("fingerprint"), options.fingerprint());
        for (Map.Entry<String, OptionValue> option : options.others().entrySet()) {
            json.name(option.getKey());
            writeOption(json, option.getValue());
        }
        json.endObject();
    }

    private static void writeOption(JsonWriter json, OptionValue option) throws IOException {
        if (option.several()) {
            json.beginArray();
            for (String value : option.values()) {
                json.value(value);
            }
            json.endArray();
        } else if (LITERAL.matcher(option.values().get(0)).matches()) {
            json.jsonValue(option.values().get(0));
        } else {
            json.value(option.values().get(0));
        }
    }

    /**
     * Reads options. Options of later versions are kept if their value is a primitive or an array of primitives, and
     * ignored if not.
     */
    static Transcript.Options readOptions(JsonValue json) throws MalformedTranscriptException {
        SortedMap<String, OptionValue> others = new TreeMap<>();
        for (String name : json.object().keySet()) {
            if (!OWN_OPTIONS.contains(name)) {
                option(json.get(name).element()).ifPresent(value -> others.put(name, value));
            }
        }
        return new Transcript.Options(
                json.get("language").text(),
                json.get("glossary_sha256").textOrNone(),
                json.get("context_sha256").textOrNone(),
                json.get("fingerprint").textOrNone(),
                others);
    }

    private static Optional<OptionValue> option(JsonElement json) {
        if (json.isJsonPrimitive()) {
            return Optional.of(OptionValue.of(json.getAsString()));
        }
        boolean several = json.isJsonArray()
                && StreamSupport.stream(json.getAsJsonArray().spliterator(), false)
                        .allMatch(JsonElement::isJsonPrimitive);
        return several
                ? Optional.of(OptionValue.of(json.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .toList()))
                : Optional.empty();
    }

    /** Writes the time taken, or null if it was not measured: reproducible files must not depend on the clock. */
    static void writeTiming(JsonWriter json, Transcript transcript) throws IOException {
        if (transcript.making().timing().decode().isZero()) {
            json.nullValue();
            return;
        }
        BigDecimal decode = JsonText.seconds(transcript.making().timing().decode());
        double duration = JsonText.seconds(transcript.duration()).doubleValue();
        json.beginObject();
        json.name("load_s").value(JsonText.seconds(transcript.making().timing().load()));
        json.name("decode_s").value(decode);
        json.name("rtf").value(JsonText.fraction(decode.doubleValue() / duration));
        json.endObject();
    }

    /** Reads the time taken; null, as in reproducible files, gives zero. */
    static Transcript.Timing readTiming(JsonValue json) throws MalformedTranscriptException {
        if (json.isNull()) {
            return new Transcript.Timing(Duration.ZERO, Duration.ZERO);
        }
        return new Transcript.Timing(
                json.get("load_s").seconds(), json.get("decode_s").seconds());
    }

    static void writeRetries(JsonWriter json, List<Transcript.Retry> retries) throws IOException {
        json.beginArray();
        for (Transcript.Retry retry : retries) {
            json.beginObject();
            json.name("spans").beginArray();
            for (TimeSpan span : retry.spans()) {
                json.beginObject();
                SegmentJson.writeSpan(json, span);
                json.endObject();
            }
            json.endArray();
            json.name("engine");
            writeEngine(json, retry.engine());
            json.name("options");
            writeOptions(json, retry.options());
            json.endObject();
        }
        json.endArray();
    }

    static Transcript.Retry readRetry(JsonValue json) throws MalformedTranscriptException {
        return new Transcript.Retry(
                readEngine(json.get("engine")),
                readOptions(json.get("options")),
                json.get("spans").items(SegmentJson::span));
    }

    static void writeSpeakers(JsonWriter json, List<SpeakerChange> changes) throws IOException {
        json.beginArray();
        for (SpeakerChange change : changes) {
            json.beginObject();
            SegmentJson.writeSpan(json, change.span());
            JsonText.write(json.name("from"), change.from());
            JsonText.write(json.name("to"), change.to());
            json.endObject();
        }
        json.endArray();
    }

    static SpeakerChange readSpeaker(JsonValue json) throws MalformedTranscriptException {
        return new SpeakerChange(
                SegmentJson.span(json),
                json.get("from").textOrNone(),
                json.get("to").textOrNone());
    }
}
