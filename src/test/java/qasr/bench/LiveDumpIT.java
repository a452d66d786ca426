package qasr.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import qasr.testing.LiveDump;
import qasr.testing.Shared;

/**
 * {@code qasr segment} of ten hours that were recorded from the air, with a clock that shakes by 200 ms, loses seconds, is
 * restarted every two hours and wraps; each minute has one passage of speech: {@code mvn -B -Pbench verify
 * -Dit.test=LiveDumpIT}, {@code -Dbench.hours=10 -Dbench.kinds=MPEG_TS,FLV,MATROSKA}. It may take 300 MB more than ten minutes of the same, and every passage
 * must be where it is to half a second, to the last one.
 */
@Tag("bench")
final class LiveDumpIT {
    private static final int RATE = 48_000;
    private static final int SPEECH_SAMPLES = 64_000;
    private static final int SHORT_MINUTES = 10;
    private static final double MORE_MB = 300;
    private static final long HOUR = 3_600_000;

    private final Path checkout =
            Path.of(System.getProperty("qasr.checkout", "")).toAbsolutePath().normalize();

    @Test
    void aDayFromTheAirIsInPlaceAndInMemory() throws Exception {
        Path folder = Files.createDirectories(checkout.resolve("target/bench/live"));
        int minutes = (int) (60 * Double.parseDouble(System.getProperty("bench.hours", "10")));
        StringBuilder report = new StringBuilder();
        String kinds = System.getProperty("bench.kinds", "MPEG_TS,FLV,MATROSKA");
        for (String name : kinds.split(",", -1)) {
            LiveDump.Kind kind = LiveDump.Kind.valueOf(name);
            LiveDump dump = new LiveDump(kind, minute(), folder);
            double few = segment(kind, dump, SHORT_MINUTES, folder, report);
            double all = segment(kind, dump, minutes, folder, report);
            assertTrue(all <= few + MORE_MB, report.toString());
        }
        Files.writeString(checkout.resolve("target/bench/live.txt"), report);
    }

    /** Silence, and four seconds of speech in it. */
    private float[] minute() throws Exception {
        float[] speech = Arrays.copyOf(Shared.wav(checkout.resolve("examples/russian.wav")), SPEECH_SAMPLES);
        float[] minute = new float[60 * RATE];
        for (int i = 0; i < 3 * speech.length; i++) {
            minute[10 * RATE + i] = speech[i / 3];
        }
        return minute;
    }

    /** Shakes, loses three seconds each hour and a half, is restarted every two hours, and wraps as the container does. */
    private static LongUnaryOperator clock(LiveDump.Kind kind, long seed) {
        Random random = new Random(seed);
        long wrap = switch (kind) {
            case MPEG_TS -> (1L << 33) / 90;
            case FLV -> 1L << 24;
            case MATROSKA -> 1L << 40;
        };
        return millis -> {
            long jumps = millis / (2 * HOUR) * (millis / (2 * HOUR) % 2 == 0 ? 5_000_000 : 800_000);
            return (2 * HOUR + millis + random.nextInt(401) - 200 + gapMillis(millis) + jumps) % wrap;
        };
    }

    private static long gapMillis(long millis) {
        return 3000
                * ((millis + 7 * HOUR / 6) / (3 * HOUR / 2)); // not at the time of a jump, which would hide the speech
    }

    private double segment(LiveDump.Kind kind, LiveDump dump, int minutes, Path folder, StringBuilder report)
            throws Exception {
        Path file = dump.write(folder.resolve("dump"), minutes, clock(kind, 1));
        Path result = folder.resolve("dump.tsv");
        Files.deleteIfExists(result);
        Series series = new Series();
        new Qasr(checkout, folder)
                .start(series, 0, List.of("segment", "-f", "tsv", "-o", result.toString(), file.toString()));
        List<String> lines = Files.readAllLines(result).stream()
                .filter(line -> Character.isDigit(line.charAt(0)))
                .toList();
        double worst = 0;
        double first = start(lines.get(0));
        for (int i = 0; i < Math.min(minutes, lines.size()); i++) {
            double at = dump.seconds(i) + 10;
            double right = first + dump.seconds(i) + gapMillis((long) (1000 * at)) / 1e3;
            worst = Math.max(worst, Math.abs(start(lines.get(i)) - right));
        }
        report.append(String.format(
                Locale.ROOT,
                "%-9s %4d minutes: %.1f s, %.0f MB, %d passages, off by %.3f s at most%n",
                kind,
                minutes,
                series.last("wall_seconds"),
                series.last("peak_mb"),
                lines.size(),
                worst));
        Files.delete(file);
        assertEquals(minutes, lines.size(), report.toString());
        assertTrue(Math.abs(first - 10) < 1 && worst <= 0.5, report.toString());
        return series.last("peak_mb");
    }

    private static double start(String line) {
        return Double.parseDouble(line.split("\t", -1)[0]);
    }
}
