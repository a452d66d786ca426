package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import qasr.text.TextJoiner;
import qasr.transcript.Coverage;
import qasr.transcript.Gap;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;

/**
 * Writes and reads the schema {@code qasr.transcript/1}. Keys have a fixed order, seconds have three decimals, unknown
 * values are null. Reading ignores unknown keys; values that follow from others (text, languages, coverage) are
 * computed again.
 */
final class TranscriptJson implements TranscriptWriter {
    static final String SCHEMA = "qasr.transcript/1";

    private static final JsonNames<Gap.Kind> GAPS = new JsonNames<>(Gap.Kind.class, kind -> switch (kind) {
        case SILENCE -> "silence";
        case NOISE -> "noise";
        case MUSIC -> "music";
        case FAILED -> "failed";
        case UNHEARD -> "unheard";
        case PAUSE -> "";
    });

    /** Returns the JSON name of a gap's kind, "" for a pause. */
    static String name(Gap.Kind kind) {
        return GAPS.of(kind);
    }

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
        JsonText.write(
                json.name("language"),
                heard.isEmpty() ? "" : heard.keySet().iterator().next());
        json.name("languages");
        writeLanguages(json, heard);
        json.name("duration").value(JsonText.seconds(transcript.duration()));
        json.name("source");
        writeSource(json, transcript.source());
        json.name("engine");
        MakingJson.writeEngine(json, transcript.making().engine());
        json.name("options");
        MakingJson.writeOptions(json, transcript.making().options());
        json.name("segments").beginArray();
        for (int id = 0; id < transcript.utterances().size(); id++) {
            SegmentJson.write(json, id, transcript.utterances().get(id));
        }
        json.endArray();
        json.name("gaps");
        writeGaps(json, transcript.gaps());
        json.name("coverage");
        writeCoverage(json, transcript.coverage());
        json.name("timing");
        MakingJson.writeTiming(json, transcript);
        json.name("warnings").beginArray();
        for (Warning warning : transcript.warnings()) {
            WarningJson.write(json, warning);
        }
        json.endArray();
        if (!transcript.making().retries().isEmpty()) {
            json.name("retries");
            MakingJson.writeRetries(json, transcript.making().retries());
        }
        if (!transcript.making().speakers().isEmpty()) {
            json.name("speaker_changes");
            MakingJson.writeSpeakers(json, transcript.making().speakers());
        }
        if (!transcript.source().levels().values().isEmpty()) {
            json.name("waveform");
            LevelsJson.write(json, transcript.source().levels());
        }
        json.endObject();
    }

    /** Reads a transcript that {@link #write} has written. */
    static Transcript read(JsonValue json) throws MalformedTranscriptException {
        String schema = json.get("schema").textOrNone();
        if (!schema.equals(SCHEMA)) {
            throw new MalformedTranscriptException(
                    schema.isEmpty()
                            ? "has no \"schema\"; pass a transcript made by 'qasr transcribe -f json'"
                            : "has the schema '" + schema + "', not " + SCHEMA);
        }
        List<Warning> warnings = json.get("warnings").items(WarningJson::read);
        return new Transcript(
                readSource(json),
                new Transcript.Making(
                        MakingJson.readEngine(json.get("engine")),
                        MakingJson.readOptions(json.get("options")),
                        MakingJson.readTiming(json.get("timing")),
                        json.get("retries").items(MakingJson::readRetry),
                        json.get("speaker_changes").items(MakingJson::readSpeaker)),
                json.get("segments").items(new SegmentJson(false)::read),
                json.get("gaps").items(TranscriptJson::readGap),
                warnings);
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
        JsonText.write(json.name("sha256"), source.sha256());
        json.name("codec").value(source.format().codec());
        json.name("sample_rate").value(source.format().sampleRate());
        json.name("channels").value(source.format().channels());
        if (source.format().tracks() > 1) {
            json.name("audio_track").value(source.format().track());
            json.name("audio_tracks").value(source.format().tracks());
        }
        SegmentJson.writeSpan(json, source.window());
        SoundJson.write(json, source.sound());
        json.endObject();
    }

    private static Transcript.Source readSource(JsonValue json) throws MalformedTranscriptException {
        JsonValue source = json.get("source");
        TimeSpan window = SegmentJson.span(source);
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
                window,
                SoundJson.read(source, LevelsJson.read(json.get("waveform"))));
    }

    /** Returns the number {@code name}, or 1 if it is missing: only recordings with several tracks have it. */
    private static int number(JsonValue source, String name) throws MalformedTranscriptException {
        return source.object().has(name) ? source.get(name).integer() : 1;
    }

    private static void writeGaps(JsonWriter json, List<Gap> gaps) throws IOException {
        json.beginArray();
        for (Gap gap : gaps) {
            json.beginObject();
            SegmentJson.writeSpan(json, gap.span());
            JsonText.write(json.name("kind"), GAPS.of(gap.kind()));
            json.endObject();
        }
        json.endArray();
    }

    private static Gap readGap(JsonValue json) throws MalformedTranscriptException {
        JsonValue kind = json.get("kind");
        return new Gap(SegmentJson.span(json), kind.isNull() ? Gap.Kind.PAUSE : GAPS.read(kind));
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
        json.name("ratio").value(JsonText.part(coverage.ratio()));
        json.endObject();
    }
}
