package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import qasr.text.Language;
import qasr.text.TextJoiner;
import qasr.transcript.Coverage;
import qasr.transcript.Gap;
import qasr.transcript.Levels;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Word;

/**
 * The part of a transcript that the page of {@code qasr view} shows, as one line of JSON. Times are whole milliseconds. A
 * word is an array of text, start, end and probability (-1 if unknown), because a page has a hundred thousand of them.
 */
public final class PageJson {
    private PageJson() {}

    /**
     * Returns the JSON.
     *
     * @param sum the sum that tells transcripts apart, for the corrections
     * @param result the name of the result's file, for the user's next command; "" if it is no file that can be read again
     * @param stem the name of the page without its extension, for the file of corrections
     * @param audio the address of the recording relative to the page, if it is known
     */
    public static String of(Transcript transcript, String sum, String result, String stem, Optional<String> audio) {
        return JsonText.of(true, json -> {
                    json.beginObject();
                    json.name("transcript").value(sum);
                    json.name("result").value(result);
                    json.name("stem").value(stem);
                    json.name("recording").value(transcript.source().path());
                    json.name("audio").value(audio.orElse(null));
                    json.name("duration").value(transcript.duration().toMillis());
                    json.name("start")
                            .value(transcript.source().window().start().toMillis());
                    json.name("waveform");
                    writeLevels(json, transcript.source().levels());
                    json.name("coverage")
                            .value(BigDecimal.valueOf(transcript.coverage().ratio())
                                    .movePointRight(2)
                                    .setScale(1, RoundingMode.DOWN)
                                    .toPlainString());
                    json.name("segments");
                    writeSegments(json, transcript.utterances());
                    json.name("gaps");
                    writeGaps(json, transcript.gaps());
                    json.name("warnings").beginArray();
                    for (var warning : transcript.warnings()) {
                        json.value(warning.sentence());
                    }
                    json.endArray();
                    json.endObject();
                })
                .strip();
    }

    private static void writeSegments(JsonWriter json, List<Utterance> utterances) throws IOException {
        Set<TimeSpan> doubtful = Set.copyOf(Coverage.doubtful(utterances));
        TextJoiner joiner = new TextJoiner();
        json.beginArray();
        for (Utterance utterance : utterances) {
            boolean blank =
                    joiner.append(utterance.text()).length() > utterance.text().length();
            json.beginObject();
            writeSpan(json, utterance.start(), utterance.end());
            json.name("text").value(utterance.text());
            json.name("blank").value(blank);
            json.name("language")
                    .value(
                            utterance.language().isEmpty()
                                    ? ""
                                    : Language.named(utterance.language()).codeOrName());
            json.name("channel").value(utterance.place().channel());
            json.name("speaker").value(utterance.place().speaker());
            json.name("corrected").value(utterance.wording().isCorrected());
            json.name("mean").value(JsonText.fraction(utterance.confidence().mean()));
            json.name("doubt").beginArray();
            for (String reason : ReviewList.reasons(
                    utterance, doubtful.contains(utterance.place().span()))) {
                json.value(reason);
            }
            json.endArray();
            json.name("words").beginArray();
            for (Word word : utterance.words()) {
                json.beginArray();
                json.value(word.text());
                json.value(word.span().start().toMillis());
                json.value(word.span().end().toMillis());
                json.jsonValue(
                        word.probability().isEmpty()
                                ? "-1"
                                : String.valueOf(
                                        JsonText.fraction(word.probability().getAsDouble())));
                json.endArray();
            }
            json.endArray();
            json.endObject();
        }
        json.endArray();
    }

    private static void writeLevels(JsonWriter json, Levels levels) throws IOException {
        if (levels.values().isEmpty()) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.name("step").value(levels.step().toMillis());
        json.name("values").value(LevelsJson.encoded(levels));
        json.endObject();
    }

    private static void writeGaps(JsonWriter json, List<Gap> gaps) throws IOException {
        json.beginArray();
        for (Gap gap : gaps) {
            if (gap.kind() == Gap.Kind.PAUSE) {
                continue;
            }
            json.beginObject();
            writeSpan(json, gap.span().start(), gap.span().end());
            json.name("kind").value(TranscriptJson.name(gap.kind()));
            json.name("doubt").value(gap.kind() == Gap.Kind.FAILED || gap.kind() == Gap.Kind.UNHEARD);
            json.endObject();
        }
        json.endArray();
    }

    private static void writeSpan(JsonWriter json, Duration start, Duration end) throws IOException {
        json.name("start").value(start.toMillis());
        json.name("end").value(end.toMillis());
    }
}
