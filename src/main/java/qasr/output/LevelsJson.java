package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import qasr.transcript.Levels;

/** Writes and reads the loudness of a recording: one byte for each step, in Base64, so that it takes one line. */
final class LevelsJson {
    private LevelsJson() {}

    static void write(JsonWriter json, Levels levels) throws IOException {
        json.beginObject();
        json.name("seconds_per_value").value(JsonText.seconds(levels.step()));
        json.name("values").value(encoded(levels));
        json.endObject();
    }

    /** Returns the values as bytes in Base64. */
    static String encoded(Levels levels) {
        byte[] bytes = new byte[levels.values().size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = levels.values().get(i).byteValue();
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    static Levels read(JsonValue json) throws MalformedTranscriptException {
        if (json.isNull()) {
            return Levels.NONE;
        }
        try {
            List<Integer> values = new ArrayList<>();
            for (byte value : Base64.getDecoder().decode(json.get("values").text())) {
                values.add(Byte.toUnsignedInt(value));
            }
            return new Levels(json.get("seconds_per_value").seconds(), values);
        } catch (IllegalArgumentException e) {
            throw new MalformedTranscriptException(json.where() + " is not the loudness in steps, in Base64", e);
        }
    }
}
