package qasr.speakers;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Numbers that the original programs computed. */
final class GoldenFile {
    private GoldenFile() {}

    static JsonObject read(String name) {
        try (Reader reader =
                new InputStreamReader(GoldenFile.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<JsonObject> objects(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    static int[] integers(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
                .mapToInt(JsonElement::getAsInt)
                .toArray();
    }

    static double[] numbers(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    static double[][] rows(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
                .map(GoldenFile::numbers)
                .toArray(double[][]::new);
    }

    /** Returns the values of runs [value, length]. */
    static int[] runs(JsonElement runs) {
        List<Integer> values = new ArrayList<>();
        for (JsonElement run : runs.getAsJsonArray()) {
            JsonArray pair = run.getAsJsonArray();
            for (int i = 0; i < pair.get(1).getAsInt(); i++) {
                values.add(pair.get(0).getAsInt());
            }
        }
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
