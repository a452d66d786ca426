package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import qasr.transcript.Coverage;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;

/**
 * The facts about a transcribed recording in a report. The record of outputs keeps them for later reports. They contain no
 * words and nothing that depends on the clock.
 */
public final class ReportFacts {
    private ReportFacts() {}

    /**
     * The part of the facts about the completeness of a transcript.
     *
     * @param coverage the fraction of the speech that has complete text
     */
    public record Completeness(double coverage, List<Warning> warnings) {
        public Completeness {
            warnings = List.copyOf(warnings);
        }
    }

    /** Reads what {@code facts} say about completeness; empty if another version wrote them in another form. */
    public static Optional<Completeness> completeness(String facts) {
        try {
            JsonValue read = JsonValue.parse(facts);
            return Optional.of(new Completeness(
                    read.get("coverage").doubleOrNaN(), read.get("warnings").items(WarningJson::read)));
        } catch (MalformedTranscriptException e) {
            return Optional.empty();
        }
    }

    /** Returns the facts of {@code transcript} as a JSON object on one line. */
    public static String of(Transcript transcript) {
        return JsonText.of(true, json -> write(json, transcript)).strip();
    }

    private static void write(JsonWriter json, Transcript transcript) throws IOException {
        Coverage coverage = transcript.coverage();
        json.beginObject();
        json.name("seconds").value(JsonText.seconds(transcript.duration()));
        json.name("speech_seconds").value(JsonText.seconds(coverage.speech()));
        json.name("transcribed_seconds").value(JsonText.seconds(coverage.transcribed()));
        json.name("failed_seconds").value(JsonText.seconds(coverage.failed()));
        json.name("coverage").value(coverage.ratio());
        json.name("attempts")
                .value(transcript.utterances().stream()
                        .map(Utterance::outcome)
                        .mapToInt(outcome -> outcome.attempts())
                        .sum());
        json.name("warnings").beginArray();
        for (Warning warning : transcript.warnings()) {
            WarningJson.write(json, warning);
        }
        json.endArray();
        json.endObject();
    }
}
