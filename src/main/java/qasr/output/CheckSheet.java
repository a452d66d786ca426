package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of {@code check} for one recording.
 *
 * @param source the recording as the user calls it
 * @param speech the length of its speech
 * @param first the beginning of its text; empty if no model was used
 */
public record CheckSheet(
        String source,
        Encoding encoding,
        Duration duration,
        Duration speech,
        SoundSheet sound,
        Optional<First> first,
        List<Found> problems,
        List<Unknown> unknown) {
    public CheckSheet {
        problems = List.copyOf(problems);
        unknown = List.copyOf(unknown);
    }

    /** The encoding of the recording. */
    public record Encoding(String codec, int sampleRate, int channels) {}

    /**
     * The text of the first speech.
     *
     * @param text the text, "" if there is none
     * @param language the code of its language, "" if there is none
     * @param work how long transcribing the whole recording will take
     */
    public record First(String text, String language, String model, Duration work) {}

    /**
     * A problem.
     *
     * @param name its name, with underscores
     * @param figures the numbers behind it, with their names
     */
    public record Found(String name, String text, String advice, List<Figure> figures) {
        public Found {
            figures = List.copyOf(figures);
        }
    }

    /** A number with its name. */
    public record Figure(String name, double value) {}

    /** A problem that could not be judged. */
    public record Unknown(String name, String reason) {}

    /** Returns the share of the recording that is speech, 0 to 1. */
    public double speechShare() {
        return duration.isZero() ? 0 : Math.min(1, (double) speech.toMillis() / duration.toMillis());
    }

    /** Returns a document of the schema {@code qasr.check/1}. */
    public String json(boolean oneLine) {
        return JsonText.of(oneLine, json -> {
            json.beginObject();
            json.name("schema").value("qasr.check/1");
            json.name("source").value(source);
            json.name("codec").value(encoding.codec());
            json.name("sample_rate").value(encoding.sampleRate());
            json.name("channels").value(encoding.channels());
            json.name("duration").value(JsonText.seconds(duration));
            json.name("speech_seconds").value(JsonText.seconds(speech));
            json.name("speech_share").value(JsonText.fraction(speechShare()));
            json.name("text").value(first.map(First::text).orElse(null));
            json.name("language")
                    .value(first.map(First::language)
                            .filter(code -> !code.isEmpty())
                            .orElse(null));
            json.name("model").value(first.map(First::model).orElse(null));
            json.name("work_seconds")
                    .value(first.map(First::work).map(JsonText::seconds).orElse(null));
            json.name("sound");
            sound.write(json);
            writeProblems(json);
            json.endObject();
        });
    }

    private void writeProblems(JsonWriter json) throws IOException {
        json.name("problems").beginArray();
        for (Found problem : problems) {
            json.beginObject();
            json.name("problem").value(problem.name());
            json.name("text").value(problem.text());
            json.name("advice").value(problem.advice());
            json.name("figures").beginArray();
            for (Figure figure : problem.figures()) {
                json.beginObject();
                json.name("name").value(figure.name());
                json.name("value").value(JsonText.fraction(figure.value()));
                json.endObject();
            }
            json.endArray();
            json.endObject();
        }
        json.endArray();
        json.name("not_judged").beginArray();
        for (Unknown each : unknown) {
            json.beginObject();
            json.name("problem").value(each.name());
            json.name("reason").value(each.reason());
            json.endObject();
        }
        json.endArray();
    }
}
