package qasr.output;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * Writes JSON in the style of all schemas of this program: minimal escaping, numbers with a fixed number of decimals.
 */
final class JsonText {
    private JsonText() {}

    /** Writes a document. */
    interface Content {
        void writeTo(JsonWriter json) throws IOException;
    }

    /** Returns {@code content} and a line end, on one line or indented. */
    static String of(boolean oneLine, Content content) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setFormattingStyle(oneLine ? FormattingStyle.COMPACT : FormattingStyle.PRETTY);
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to a string", e);
        }
        return text + "\n";
    }

    /** Writes {@code text}, or null for "". */
    static void write(JsonWriter json, String text) throws IOException {
        json.value(text.isEmpty() ? null : text);
    }

    /** Returns {@code time} in seconds with three decimals. */
    static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .setScale(3, RoundingMode.HALF_UP);
    }

    /** Returns {@code value} with four decimals, or null for NaN and infinity, which JSON does not have. */
    static BigDecimal fraction(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP) : null;
    }

    /** Returns a part of all, from 0 to 1, with four decimals. Only all of it is 1: 0.99996 is rounded down. */
    static BigDecimal part(double ratio) {
        BigDecimal part = fraction(ratio);
        return ratio < 1 && part.compareTo(BigDecimal.ONE) == 0 ? part.subtract(part.ulp()) : part;
    }
}
