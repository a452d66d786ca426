package qasr.transcribe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;

final class TimesTest {
    @Test
    void aSampleIsSixtyTwoAndAHalfMicroseconds() {
        assertEquals(Duration.ofNanos(62_500), Times.of(1));
    }

    @Test
    void durationsAreExactForDaysOfSound() {
        Property.forAll(200, random -> {
            long samples = random.nextLong(16_000L * 3600 * 24 * 30);
            assertEquals(samples, Times.of(samples).toNanos() / 62_500);
            assertEquals(0, Times.of(samples).toNanos() % 62_500);
        });
    }

    @Test
    void textShowsHoursMinutesSecondsAndTenths() {
        assertEquals("1:02:03.4", Times.text(Duration.ofMillis(3_723_456)));
        assertEquals("0:00:00.0", Times.text(Duration.ZERO));
    }
}
