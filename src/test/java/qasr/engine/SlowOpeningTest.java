package qasr.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import qasr.console.Console;
import qasr.console.Environment;
import qasr.console.Terminal;
import qasr.console.Verbosity;

final class SlowOpeningTest {
    private static final String NOTE =
            "qasr: still opening the model; the first time on a computer, this can take a minute\n";

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void whoWaitsIsToldOnce() {
        Console console = console();
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            try (SlowOpening first = new SlowOpening(console, Duration.ZERO);
                    SlowOpening second = new SlowOpening(console, Duration.ZERO)) {
                while (err.size() < NOTE.length()) {
                    Thread.sleep(5);
                }
                first.close(); // waits for nothing
                second.close();
                Thread.sleep(100);
            }
        });
        assertEquals(NOTE, err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aModelThatOpensSoonNeedsNoWords() throws Exception {
        new SlowOpening(console(), Duration.ofMillis(200)).close();
        Thread.sleep(600);
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    private Console console() {
        Environment environment = new Environment(
                new ByteArrayInputStream(new byte[0]),
                new ByteArrayOutputStream(),
                err,
                false,
                Terminal.none(),
                Map.of(),
                Optional.empty());
        return new Console(environment, Verbosity.NORMAL);
    }
}
