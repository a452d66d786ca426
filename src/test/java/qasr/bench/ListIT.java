package qasr.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A list of 100,000 names, 1,000 of which exist, with each way of showing progress beside none: {@code mvn -B -Pbench verify
 * -Dit.test=ListIT}. The least of {@code -Dbench.runs} runs in alternation counts; no way may take a tenth longer than -q.
 */
@Tag("bench")
final class ListIT {
    private static final int NAMES = 100_000;
    private static final int EVERY = 100;
    private static final double MOST = 1.1;

    private final BenchSettings settings = BenchSettings.ofSystemProperties();

    @Test
    void progressOfALongListTakesNoTime() throws Exception {
        Path checkout =
                Path.of(System.getProperty("qasr.checkout")).toAbsolutePath().normalize();
        Path folder = Files.createDirectories(checkout.resolve("target/bench/list"));
        Path list = list(checkout, folder);
        Map<String, Double> least = new HashMap<>();
        StringBuilder report = new StringBuilder();
        for (int run = 0; run < settings.runs(); run++) {
            for (String how : List.of("-q", "--progress=bar", "--progress=plain", "--progress=json")) {
                Series series = new Series();
                // No -d: with results in files, the second run would find them there.
                new Qasr(checkout, folder)
                        .start(series, 3, List.of("transcribe", how, "--files-from", list.toString()));
                double seconds = series.last("wall_seconds");
                least.merge(how, seconds, Math::min);
                report.append(
                        String.format(Locale.ROOT, "%-16s %7.1f s %5.0f MB%n", how, seconds, series.last("peak_mb")));
            }
        }
        Files.writeString(checkout.resolve("target/bench/list.txt"), report);
        double quiet = least.get("-q");
        least.forEach((how, seconds) -> assertTrue(seconds <= MOST * quiet, how + ":\n" + report));
    }

    private static Path list(Path checkout, Path folder) throws Exception {
        Path recording = checkout.resolve("examples/welcome.m4a");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            Path file = folder.resolve(String.format(Locale.ROOT, "recording-%06d.m4a", i));
            if (i % EVERY == 0 && !Files.exists(file)) {
                Files.copy(recording, file);
            }
            names.add(file.toString());
        }
        return Files.write(folder.resolve("list"), names);
    }
}
