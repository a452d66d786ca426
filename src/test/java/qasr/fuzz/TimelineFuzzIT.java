package qasr.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import qasr.ffmpeg.TimelineTarget;

/** Passes generated packets to the timeline: {@code mvn -B -Pfuzz verify -Dfuzz.minutes=N -Dfuzz.seed=S}. */
@Tag("fuzz")
final class TimelineFuzzIT {
    private static final int ENOUGH = 5;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final FuzzSettings settings = FuzzSettings.ofSystemProperties();

    @Test
    void generatedPacketsCauseNoCrash(TestReporter reporter) throws Exception {
        assumeTrue(settings.minutes() > 0, "-Dfuzz.minutes=N");
        reporter.publishEntry("seed", "" + settings.seed());
        List<String> findings = new ArrayList<>();
        long end = settings.end();
        long number = 0;
        for (; System.nanoTime() < end && findings.size() < ENOUGH; number++) {
            long seed = (settings.seed() * 1_000_003 + number) * 0x9E3779B97F4A7C15L;
            try {
                assertTimeoutPreemptively(LIMIT, () -> TimelineTarget.check(new Random(seed)));
            } catch (AssertionError | RuntimeException e) {
                findings.add("case " + number + ", new Random(" + seed + "L): " + e);
            }
        }
        String summary = "seed " + settings.seed() + ": " + number + " cases, " + findings.size() + " findings";
        reporter.publishEntry("summary", summary);
        Files.createDirectories(settings.folder());
        Files.writeString(
                settings.folder().resolve("timeline.txt"), summary + "\n" + String.join("\n", findings) + "\n");
        assertTrue(findings.isEmpty(), summary + "\n" + String.join("\n", findings));
    }
}
