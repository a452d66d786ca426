package qasr.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SrtTimestampTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0         | 00:00:00,000",
                "59999     | 00:00:59,999",
                "60000     | 00:01:00,000",
                "3599999   | 00:59:59,999",
                "3600000   | 01:00:00,000",
                "359999999 | 99:59:59,999",
                "360000000 | 100:00:00,000",
            })
    void millisecondsCarryIntoSecondsMinutesAndHours(long millis, String timestamp) {
        assertEquals(timestamp, SrtTimestamp.of(millis));
    }
}
