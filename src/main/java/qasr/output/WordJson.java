package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import qasr.transcript.Word;

/** Writes and reads the words of a segment. The names are those of OpenAI's {@code verbose_json}. */
final class WordJson {
    private WordJson() {}

    /** Writes {@code words} as an array. */
    static void write(JsonWriter json, List<Word> words) throws IOException {
        json.beginArray();
        for (Word word : words) {
            json.beginObject();
            json.name("word").value(word.text());
            SegmentJson.writeSpan(json, word.span());
            if (word.probability().isPresent()) {
                json.name("probability")
                        .jsonValue(String.valueOf(
                                JsonText.fraction(word.probability().getAsDouble())));
            }
            if (word.adjusted()) {
                json.name("adjusted").value(true);
            }
            json.endObject();
        }
        json.endArray();
    }

    /** Reads one word. */
    static Word read(JsonValue json) throws MalformedTranscriptException {
        double probability = json.get("probability").doubleOrNaN();
        String text = json.get("word").text();
        if (text.isEmpty()) {
            throw json.get("word").wrong("a word");
        }
        return new Word(
                text,
                SegmentJson.span(json),
                Double.isNaN(probability) ? OptionalDouble.empty() : OptionalDouble.of(probability),
                json.get("adjusted").flag());
    }
}
