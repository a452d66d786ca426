package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.engine.NativeEngines;
import qasr.output.Format;
import qasr.testing.TranscriptSchema;

/** Tests a result of the built-in model: from {@code transcribe} through {@code render} and {@code retry}. */
final class ResultRoundTripTest {
    private static final Path MODEL = Path.of("models/demo");
    private static final Path ENGLISH = Path.of("examples/english.ogg");
    private static final Path TWO = Path.of("examples/two-languages.mka");

    @TempDir
    Path folder;

    @Test
    void renderWritesTheSameFiles() throws IOException {
        String formats = String.join(
                ",", Stream.of(Format.values()).map(Format::extension).toList());
        Path direct = folder.resolve("direct");
        Path rendered = folder.resolve("rendered");
        run("transcribe", "-m", MODEL, "-f", formats, "-d", direct, "--timestamps", "segment", ENGLISH, TWO);
        List<Object> render =
                new ArrayList<>(List.of("render", "-f", formats, "-d", rendered, "--timestamps", "segment"));
        render.add(direct.resolve("english.json"));
        render.add(direct.resolve("two-languages.json"));
        run(render.toArray());
        for (Format format : Format.values()) {
            for (String name : List.of("english.", "two-languages.")) {
                String file = name + format.extension();
                assertEquals(Files.readString(direct.resolve(file)), Files.readString(rendered.resolve(file)), file);
            }
        }
        TranscriptSchema.check(Files.readString(direct.resolve("english.json")));
        TranscriptSchema.check(Files.readString(direct.resolve("two-languages.json")));
    }

    @Test
    void aRetryUsesTheRecordedOptions() throws IOException {
        Path json = folder.resolve("english.json");
        run("transcribe", "-m", MODEL, "-o", json, ENGLISH);
        JsonObject before = read(json);
        assertTrue(before.getAsJsonObject("engine").get("fallback").isJsonNull(), before.toString());
        run("retry", json, "--segments", "0");
        JsonObject after = read(json);
        assertEquals(before.get("text"), after.get("text"));
        assertEquals(seconds(before, "speech_seconds"), seconds(after, "transcribed_seconds"));
        assertEquals(seconds(before, "speech_seconds"), seconds(after, "retried_seconds"));
        JsonObject segment = after.getAsJsonArray("segments").get(0).getAsJsonObject();
        assertEquals(2, segment.get("attempts").getAsInt());
        assertEquals(
                before.getAsJsonArray("segments").get(0).getAsJsonObject().get("text"),
                segment.getAsJsonArray("earlier").get(0).getAsJsonObject().get("text"));

        run("retry", json, "--segments", "0", "--max-chunk", "2", "--dtype", "fp32", "--threads", "1");
        JsonObject pieces = read(json);
        assertTrue(pieces.getAsJsonArray("segments").size() > 1, pieces.toString());
        assertEquals(seconds(before, "speech_seconds"), seconds(pieces, "speech_seconds"));
        assertEquals(
                "fp32",
                pieces.getAsJsonArray("retries")
                        .get(1)
                        .getAsJsonObject()
                        .getAsJsonObject("engine")
                        .get("dtype")
                        .getAsString());
    }

    private static double seconds(JsonObject result, String name) {
        return result.getAsJsonObject("coverage").get(name).getAsDouble();
    }

    private static JsonObject read(Path file) throws IOException {
        String text = Files.readString(file);
        TranscriptSchema.check(text);
        JsonElement json = JsonParser.parseString(text);
        return json.getAsJsonObject();
    }

    private static void run(Object... arguments) {
        Cli.Outcome outcome = new Cli(new NativeEngines(directory -> List.of())).run(arguments);
        assertEquals(0, outcome.status(), outcome.err());
    }
}
