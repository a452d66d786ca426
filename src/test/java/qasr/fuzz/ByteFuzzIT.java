package qasr.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import qasr.cli.ByteTargets;

/**
 * Passes damaged results, settings, records and models to their readers: {@code mvn -B -Pfuzz verify -Dfuzz.minutes=N}.
 */
@Tag("fuzz")
final class ByteFuzzIT {
    private static final int ENOUGH = 5;

    private final FuzzSettings settings = FuzzSettings.ofSystemProperties();

    @Test
    void damagedFilesCauseNoCrash(@TempDir Path folder, TestReporter reporter) throws Exception {
        assumeTrue(settings.minutes() > 0, "-Dfuzz.minutes=N");
        reporter.publishEntry("seed", "" + settings.seed());
        ByteTargets targets = new ByteTargets(folder);
        List<String> findings = new ArrayList<>();
        Map<String, Long> cases = new LinkedHashMap<>();
        long slice = (long) (settings.minutes() * TimeUnit.MINUTES.toNanos(1))
                / targets.names().size();
        for (String name : targets.names()) {
            long end = System.nanoTime() + slice;
            long number = 0;
            for (int found = 0; System.nanoTime() < end && found < ENOUGH; number++) {
                try {
                    targets.check(name, settings.seed(), number);
                } catch (AssertionError e) {
                    found++;
                    findings.add(e.getMessage());
                }
            }
            cases.put(name, number);
        }
        String summary = "seed " + settings.seed() + ": cases " + cases + ", " + findings.size() + " findings";
        reporter.publishEntry("summary", summary);
        Files.createDirectories(settings.folder());
        Files.writeString(settings.folder().resolve("bytes.txt"), summary + "\n" + String.join("\n", findings) + "\n");
        assertTrue(findings.isEmpty(), summary + "\n" + String.join("\n", findings));
    }
}
