package qasr.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class SeriesTest {
    private static Series of(double... numbers) {
        Series series = new Series();
        DoubleStream.of(numbers).forEach(number -> series.add("seconds", number));
        return series;
    }

    @Test
    void theMedianIsTheMiddle() {
        assertEquals(Double.NaN, of().median("seconds"));
        assertEquals(7, of(7).median("seconds"));
        assertEquals(2, of(9, 2, 1).median("seconds"));
        assertEquals(2.5, of(9, 2, 1, 3).median("seconds"));
    }

    @Test
    void allOfAnotherIsAdded() {
        Series series = of(1);
        series.addAll(of(5, 3));
        assertEquals(3, series.median("seconds"));
        assertEquals(3, series.last("seconds"));
    }

    @Test
    void jsonHasMediansRunsAndWhatWasRefused() {
        Series series = of(1, 2);
        assertFalse(series.json().has("refused"));
        series.note("others took 50 % of a processor");
        JsonObject json = series.json();
        assertEquals(1.5, json.get("seconds").getAsDouble());
        assertEquals(2, json.getAsJsonObject("runs").getAsJsonArray("seconds").size());
        assertEquals(1, json.getAsJsonArray("refused").size());
    }
}
