package qasr.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;

final class StderrJsonTest {
    @Test
    void anyTextComesBackFromOneLine() {
        Property.forAll(500, random -> {
            String text = random.ints(random.nextInt(20), 0, random.nextBoolean() ? 0x80 : 0xD800)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .append(random.nextBoolean() ? "\u2028\u2029\uD83D\uDE00" : "")
                    .toString();
            String line = new StderrJson("note").add("message", text).line();
            assertEquals(
                    text,
                    JsonParser.parseString(line)
                            .getAsJsonObject()
                            .get("message")
                            .getAsString());
            assertEquals(1, line.lines().count());
            assertEquals(
                    line.length(),
                    line.replaceAll("[\\x00-\\x1f\u2028\u2029]", "").length());
        });
    }

    /** A damaged clock can name any sample, which is millions of years. */
    @Test
    void timesOfAnyLengthAreWritten() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE / 16_000, 500_000_000);
        assertEquals(5.7646075230342e14, StderrJson.seconds(longest).getAsDouble(), 1e3);
        assertEquals(0.0625, StderrJson.seconds(Duration.ofNanos(62_500_000)).getAsDouble());
        assertEquals("576460752303423.5 s", Clock.seconds(longest));
    }

    @Test
    void objectsNumbersAndNullsAreWritten() {
        String line = new StderrJson("file")
                .add("eta_s", OptionalDouble.empty())
                .add("done_s", OptionalDouble.of(1.23456))
                .add("files", -3)
                .add("batch", StderrJson.part().add("done", 2))
                .add("empty", StderrJson.part())
                .line();
        assertEquals(
                "{\"event\":\"file\",\"eta_s\":null,\"done_s\":1.235,\"files\":-3,\"batch\":{\"done\":2},\"empty\":{}}",
                line);
        JsonObject parsed = JsonParser.parseString(line).getAsJsonObject();
        assertEquals(2, parsed.getAsJsonObject("batch").get("done").getAsInt());
    }
}
