package qasr.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import qasr.transcript.Gap;
import qasr.transcript.OptionValue;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;

/**
 * Reads a transcript back from its JSON. Written again, in any format, it gives the same bytes as when it was made; what
 * is a sum of other values (text, languages, coverage) is computed anew.
 */
public final class TranscriptJsonReader {
    /** What {@link Transcript.Options} has names for. */
    private static final Set<String> OWN_OPTIONS =
            Set.of("language", "glossary_sha256", "context_sha256", "fingerprint");

    private TranscriptJsonReader() {}

    /**
     * Returns the transcript that {@code text} holds.
     *
     * @throws MalformedTranscriptException if it is no {@code qasr.transcript/1}
     */
    public static Transcript read(String text) throws MalformedTranscriptException {
        JsonValue json = JsonValue.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        String schema = json.get("schema").textOrNone();
        if (!schema.equals(TranscriptJson.SCHEMA)) {
            throw new MalformedTranscriptException(
                    schema.isEmpty()
                            ? "has no \"schema\"; a transcript made by 'qasr transcribe -f json' is needed"
                            : "has the schema '" + schema + "', not " + TranscriptJson.SCHEMA);
        }
        List<String> warnings = json.get("warnings").items(JsonValue::text);
        return new Transcript(
                source(json),
                new Transcript.Making(
                        engine(json.get("engine")),
                        options(json.get("options")),
                        timing(json.get("timing")),
                        json.get("retries").items(TranscriptJsonReader::retry)),
                json.get("segments").items(new UtteranceReader(false)::utterance),
                json.get("gaps").items(TranscriptJsonReader::gap),
                warnings);
    }

    /**
     * Returns the transcripts that {@code text} holds: one, or as many as there are lines if it is JSON Lines.
     *
     * @throws MalformedTranscriptException if one is no {@code qasr.transcript/1}
     */
    public static List<Transcript> readAll(String text) throws MalformedTranscriptException {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.size() < 2 || !lines.get(0).strip().endsWith("}")) {
            return List.of(read(text)); // a document for readers begins with a line that is a brace alone
        }
        List<Transcript> transcripts = new ArrayList<>();
        for (String line : lines) {
            transcripts.add(read(line));
        }
        return transcripts;
    }

    private static Transcript.Source source(JsonValue json) throws MalformedTranscriptException {
        JsonValue source = json.get("source");
        TimeSpan window = UtteranceReader.span(source);
        return new Transcript.Source(
                source.get("path").text(),
                source.get("sha256").textOrNone(),
                new Transcript.SourceFormat(
                        source.get("codec").text(),
                        source.get("sample_rate").integer(),
                        source.get("channels").integer(),
                        number(source, "audio_track"),
                        number(source, "audio_tracks")),
                json.get("duration").seconds(),
                window);
    }

    /** Only a recording with several tracks has these. */
    private static int number(JsonValue source, String name) throws MalformedTranscriptException {
        return source.object().has(name) ? source.get(name).integer() : 1;
    }

    private static Transcript.Engine engine(JsonValue json) throws MalformedTranscriptException {
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

    private static Transcript.Options options(JsonValue json) throws MalformedTranscriptException {
        SortedMap<String, OptionValue> others = new TreeMap<>();
        for (String name : json.object().keySet()) {
            if (!OWN_OPTIONS.contains(name) && !json.get(name).element().isJsonNull()) {
                others.put(name, option(json.get(name)));
            }
        }
        return new Transcript.Options(
                json.get("language").text(),
                json.get("glossary_sha256").textOrNone(),
                json.get("context_sha256").textOrNone(),
                json.get("fingerprint").textOrNone(),
                others);
    }

    private static OptionValue option(JsonValue json) throws MalformedTranscriptException {
        if (json.element().isJsonArray()) {
            return OptionValue.of(json.items(JsonValue::text));
        }
        if (!json.element().isJsonPrimitive()) {
            throw json.wrong("the value of an option");
        }
        return OptionValue.of(json.element().getAsString());
    }

    private static Transcript.Retry retry(JsonValue json) throws MalformedTranscriptException {
        return new Transcript.Retry(
                engine(json.get("engine")),
                options(json.get("options")),
                json.get("spans").items(UtteranceReader::span));
    }

    /** A file that must be the same again has no times in it: null. */
    private static Transcript.Timing timing(JsonValue json) throws MalformedTranscriptException {
        if (json.element().isJsonNull()) {
            return new Transcript.Timing(Duration.ZERO, Duration.ZERO);
        }
        return new Transcript.Timing(
                json.get("load_s").seconds(), json.get("decode_s").seconds());
    }

    private static Gap gap(JsonValue json) throws MalformedTranscriptException {
        return new Gap(UtteranceReader.span(json), json.get("kind").constant(Gap.Kind.class));
    }
}
