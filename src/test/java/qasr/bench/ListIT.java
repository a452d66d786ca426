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
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;

/**
 * A list of 100,000 names, 1,000 of which exist, with each way of showing progress beside none: {@code mvn -B -Pbench verify
 * -Dit.test=ListIT}. The recordings are of 5 s and without speech, so that hearing them does not hide what the rest costs. The least of {@code
 * -Dbench.runs} runs in alternation counts; no way may take a tenth longer than -q, or much more memory than a list of a
 * hundredth of the length.
 */
@Tag("bench")
final class ListIT {
    private static final int NAMES = 100_000;
    private static final int EVERY = 100;
    private static final double MOST = 1.1;
    /** For names, which are kept: a kilobyte each. */
    private static final double NAMES_MB = 100;

    private static final int RATE = 16_000;

    private final BenchSettings settings = BenchSettings.ofSystemProperties();

    @Test
    void progressOfALongListTakesNoTime() throws Exception {
        Path checkout =
                Path.of(System.getProperty("qasr.checkout")).toAbsolutePath().normalize();
        Path folder = Files.createDirectories(checkout.resolve("target/bench/list"));
        Path list = list(folder, "list", NAMES);
        Path part = list(folder, "part", NAMES / EVERY);
        Map<String, Double> least = new HashMap<>();
        StringBuilder report = new StringBuilder();
        for (int run = 0; run < settings.runs(); run++) {
            for (String how : List.of("-q", "--progress=bar", "--progress=plain", "--progress=json")) {
                Series series = new Series();
                // No -d: with results in files, the second run would find them there.
                run(checkout, folder, series, how, part);
                double few = series.last("peak_mb");
                run(checkout, folder, series, how, list);
                double seconds = series.last("wall_seconds");
                double all = series.last("peak_mb");
                least.merge(how, seconds, Math::min);
                report.append(String.format(
                        Locale.ROOT, "%-16s %7.2f s %5.0f MB, %5.0f MB for a hundredth%n", how, seconds, all, few));
                assertTrue(all <= few + NAMES_MB, report.toString());
            }
        }
        Files.writeString(checkout.resolve("target/bench/list.txt"), report);
        double quiet = least.get("-q");
        least.forEach((how, seconds) -> assertTrue(seconds <= MOST * quiet, how + ":\n" + report));
    }

    private static void run(Path checkout, Path folder, Series series, String how, Path list) throws Exception {
        new Qasr(checkout, folder).start(series, 3, List.of("transcribe", how, "--files-from", list.toString()));
    }

    private static Path list(Path folder, String name, int count) throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(String.format(Locale.ROOT, "recording-%06d.wav", i));
            if (i % EVERY == 0 && !Files.exists(file)) {
                MediaFile.write(file, "wav", new AudioTrack("pcm_s16le", RATE, tone()));
            }
            names.add(file.toString());
        }
        return Files.write(folder.resolve(name), names);
    }

    private static float[] tone() {
        float[] tone = new float[5 * RATE];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (0.1 * Math.sin(i / 8.0));
        }
        return tone;
    }
}
