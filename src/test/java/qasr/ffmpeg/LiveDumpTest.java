package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import qasr.audio.AudioInput.AudioFile;
import qasr.audio.AudioStream;
import qasr.testing.LiveDump;
import qasr.transcript.Warning;

/** Four minutes from the air: the clock shakes by 200 ms, loses three seconds, is restarted twice, and wraps. */
final class LiveDumpTest {
    private static final int RATE = 48_000;
    private static final double CLICK = 1;
    private static final int REPETITIONS = 12;
    private static final int GAP_MILLIS = 3000;

    @TempDir
    private Path folder;

    /** 20 seconds, silent but for a click. */
    private static float[] sound() {
        float[] sound = new float[20 * RATE];
        for (int i = 0; i < RATE / 10; i++) {
            sound[(int) (CLICK * RATE) + i] = (float) (0.6 * Math.sin(i / 8.0));
        }
        return sound;
    }

    private static LongUnaryOperator clock(LiveDump.Kind kind, long seed) {
        Random random = new Random(seed);
        // Two minutes before its clock wraps, where it can.
        long wrap = switch (kind) {
            case MPEG_TS -> (1L << 33) / 90;
            case FLV -> 1L << 24;
            case MATROSKA -> 1L << 40;
        };
        long start = kind == LiveDump.Kind.MATROSKA ? 5_000_000 : wrap - 150_000;
        return millis -> {
            long shaken = millis + random.nextInt(401) - 200;
            long gap = millis >= 130_000 ? GAP_MILLIS : 0;
            long jumped = millis >= 90_000 ? -4_000_000 : millis >= 50_000 ? 77_000 : 0;
            return (start + shaken + gap + jumped) % wrap;
        };
    }

    @ParameterizedTest
    @EnumSource(LiveDump.Kind.class)
    void everyClickIsInItsPlace(LiveDump.Kind kind) throws Exception {
        LiveDump dump = new LiveDump(kind, sound(), folder);
        Path file = dump.write(folder.resolve("dump"), REPETITIONS, clock(kind, 1));
        List<Double> clicks = new ArrayList<>();
        double seconds = clicks(file, clicks);
        assertEquals(dump.seconds(REPETITIONS) + GAP_MILLIS / 1e3, seconds, 0.5, clicks.toString());
        assertEquals(REPETITIONS, clicks.size(), clicks.toString());
        for (int i = 0; i < REPETITIONS; i++) {
            double right = dump.seconds(i) + CLICK + (dump.seconds(i) + CLICK > 130 ? GAP_MILLIS / 1e3 : 0);
            assertEquals(right, clicks.get(i), 0.5, "click " + i + " of " + clicks);
        }
    }

    private static double clicks(Path file, List<Double> clicks) throws Exception {
        long count = 0;
        long loud = Long.MIN_VALUE / 2;
        try (AudioStream stream = new FfmpegDecoder().open(new AudioFile(file), OptionalInt.empty())) {
            float[] samples = new float[1 << 14];
            for (int read; (read = stream.read(samples, 0, samples.length)) >= 0; count += read) {
                for (int i = 0; i < read; i++) {
                    if (Math.abs(samples[i]) > 0.2) {
                        if (count + i - loud > 16_000) {
                            clicks.add((count + i) / 16_000.0);
                        }
                        loud = count + i;
                    }
                }
            }
            List<String> jumps = stream.warnings().stream().map(Warning::text).toList();
            assertTrue(jumps.stream().anyMatch(note -> note.startsWith("the timestamps jump ")), jumps.toString());
            assertTrue(jumps.stream().noneMatch(note -> note.contains("overlap")), jumps.toString());
        }
        return count / 16_000.0;
    }
}
