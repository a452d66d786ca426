package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import qasr.text.TextJoiner;
import qasr.transcript.Coverage;
import qasr.transcript.Gap;
import qasr.transcript.OptionValue;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** The schema {@code qasr.transcript/1}: keys in a fixed order, seconds with three decimals, null for what is not known. */
final class TranscriptJson implements TranscriptWriter {
    static final String SCHEMA = "qasr.transcript/1";

    /** The values of options that JSON has a notion of, in the spelling that comes back when they are read. */
    private static final Pattern LITERAL = Pattern.compile("true|false|-?(0|[1-9][0-9]{0,8})([.][0-9]{1,9})?");

    private final boolean oneLine;

    TranscriptJson(boolean oneLine) {
        this.oneLine = oneLine;
    }

    @Override
    public String piece(Utterance utterance) {
        return "";
    }

    @Override
    public String rest(Transcript transcript) {
        return JsonText.of(oneLine, json -> write(json, transcript));
    }

    private static void write(JsonWriter json, Transcript transcript) throws IOException {
        Map<String, Duration> heard = HeardLanguages.of(transcript.utterances());
        json.beginObject();
        json.name("schema").value(SCHEMA);
        json.name("text").value(text(transcript.utterances()));
        json.name("language");
        value(json, heard.isEmpty() ? "" : heard.keySet().iterator().next());
        json.name("languages");
        writeLanguages(json, heard);
        json.name("duration").value(JsonText.seconds(transcript.duration()));
        json.name("source");
        writeSource(json, transcript.source());
        json.name("engine");
        writeEngine(json, transcript.making().engine());
        json.name("options");
        writeOptions(json, transcript.making().options());
        json.name("segments").beginArray();
        for (int id = 0; id < transcript.utterances().size(); id++) {
            UtteranceJson.writeSegment(json, id, transcript.utterances().get(id));
        }
        json.endArray();
        json.name("gaps");
        writeGaps(json, transcript.gaps());
        json.name("coverage");
        writeCoverage(json, transcript.coverage());
        json.name("timing");
        writeTiming(json, transcript);
        json.name("warnings").beginArray();
        for (String warning : transcript.warnings()) {
            json.value(warning);
        }
        json.endArray();
        if (!transcript.making().retries().isEmpty()) {
            json.name("retries");
            writeRetries(json, transcript.making().retries());
        }
        json.endObject();
    }

    private static void writeRetries(JsonWriter json, List<Transcript.Retry> retries) throws IOException {
        json.beginArray();
        for (Transcript.Retry retry : retries) {
            json.beginObject();
            json.name("spans").beginArray();
            for (TimeSpan span : retry.spans()) {
                json.beginObject();
                json.name("start").value(JsonText.seconds(span.start()));
                json.name("end").value(JsonText.seconds(span.end()));
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

    private static String text(List<Utterance> utterances) {
        TextJoiner joiner = new TextJoiner();
        StringBuilder text = new StringBuilder();
        utterances.forEach(utterance -> text.append(joiner.append(utterance.text())));
        return text.toString();
    }

    private static void writeLanguages(JsonWriter json, Map<String, Duration> heard) throws IOException {
        json.beginArray();
        for (Map.Entry<String, Duration> entry : heard.entrySet()) {
            json.beginObject();
            json.name("code").value(entry.getKey());
            json.name("seconds").value(JsonText.seconds(entry.getValue()));
            json.endObject();
        }
        json.endArray();
    }

    private static void writeSource(JsonWriter json, Transcript.Source source) throws IOException {
        json.beginObject();
        json.name("path").value(source.path());
        json.name("sha256");
        value(json, source.sha256());
        json.name("codec").value(source.format().codec());
        json.name("sample_rate").value(source.format().sampleRate());
        json.name("channels").value(source.format().channels());
        if (source.format().tracks() > 1) {
            json.name("audio_track").value(source.format().track());
            json.name("audio_tracks").value(source.format().tracks());
        }
        json.name("start").value(JsonText.seconds(source.window().start()));
        json.name("end").value(JsonText.seconds(source.window().end()));
        json.endObject();
    }

    private static void writeEngine(JsonWriter json, Transcript.Engine engine) throws IOException {
        json.beginObject();
        json.name("qasr").value(engine.version());
        json.name("model").value(engine.model());
        json.name("model_sha256");
        value(json, engine.choice().modelSha256());
        json.name("device").value(engine.device());
        json.name("requested_device").value(engine.choice().requestedDevice());
        json.name("dtype").value(engine.precision());
        json.name("fallback");
        value(json, engine.choice().fallback());
        json.endObject();
    }

    private static void writeOptions(JsonWriter json, Transcript.Options options) throws IOException {
        json.beginObject();
        json.name("language").value(options.language());
        json.name("glossary_sha256");
        value(json, options.glossarySha256());
        json.name("context_sha256");
        value(json, options.contextSha256());
        json.name("fingerprint");
        value(json, options.fingerprint());
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

    private static void writeGaps(JsonWriter json, List<Gap> gaps) throws IOException {
        json.beginArray();
        for (Gap gap : gaps) {
            json.beginObject();
            json.name("start").value(JsonText.seconds(gap.span().start()));
            json.name("end").value(JsonText.seconds(gap.span().end()));
            json.name("kind").value(UtteranceJson.lower(gap.kind()));
            json.endObject();
        }
        json.endArray();
    }

    private static void writeCoverage(JsonWriter json, Coverage coverage) throws IOException {
        json.beginObject();
        json.name("speech_seconds").value(JsonText.seconds(coverage.speech()));
        json.name("transcribed_seconds").value(JsonText.seconds(coverage.transcribed()));
        json.name("retried_seconds").value(JsonText.seconds(coverage.retried()));
        json.name("truncated_seconds").value(JsonText.seconds(coverage.truncated()));
        json.name("failed_seconds").value(JsonText.seconds(coverage.failed()));
        json.name("no_speech_seconds").value(JsonText.seconds(coverage.wordless()));
        json.name("unheard_seconds").value(JsonText.seconds(coverage.unheard()));
        json.name("ratio").value(JsonText.fraction(coverage.ratio()));
        json.endObject();
    }

    /** Writes null where no time was taken: what is to be the same again must not depend on the clock. */
    private static void writeTiming(JsonWriter json, Transcript transcript) throws IOException {
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

    /** Writes {@code text}, or null for "". */
    private static void value(JsonWriter json, String text) throws IOException {
        json.value(text.isEmpty() ? null : text);
    }
}
