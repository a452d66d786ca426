package qasr.spark;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that wrong options are found before Spark starts. */
final class JobMakerTest {
    private static JobSettings settings(String options) {
        return JobSettings.parse("--input", "in", "--output", "out", "--options", options);
    }

    @Test
    void usableOptionsPass() {
        assertDoesNotThrow(() -> JobMaker.check(settings("-l de -f txt,srt --context 'Ada Lovelace'")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-such", "-f pdf", "-d x", "--config x", "-q", "-l 'de"})
    void wrongOptionsAreNamed(String options) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> JobMaker.check(settings(options)));
        assertTrue(!e.getMessage().isEmpty(), e.toString());
    }
}
