package qasr.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import qasr.testing.Shared;

/**
 * Passes damaged recordings to the real program: no crash, no hang, no wrong status, no stack trace, no file but the
 * outputs, no more memory than sound recordings need and 300 MB. {@code mvn -B -Pfuzz verify -Dfuzz.minutes=N
 * -Dfuzz.seed=S}; file N of seed S is always the same. What was found is kept in {@code target/fuzz/findings}.
 */
@Tag("fuzz")
final class MediaFuzzIT {
    private static final int BATCH = 100;
    private static final long MEMORY = 300L << 20;
    private static final int SPEECH_SAMPLES = 32_000;

    private final FuzzSettings settings = FuzzSettings.ofSystemProperties();
    private final List<String> findings = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<byte[]> seeds = new ArrayList<>();
    private long usualBytes;
    private long highestBytes;
    private double soundSeconds;
    private double slowest;
    private long failed;
    private int runs;

    @Test
    void damagedRecordingsCauseNoCrash(TestReporter reporter) throws Exception {
        assumeTrue(settings.minutes() > 0, "-Dfuzz.minutes=N");
        reporter.publishEntry("seed", "" + settings.seed());
        MediaSeeds.Made made = MediaSeeds.of(speech());
        made.files().forEach((name, bytes) -> {
            names.add(name);
            seeds.add(bytes);
        });
        long end = settings.end();
        remove(settings.folder().resolve("work"));
        usual();
        int count = 0;
        for (int batch = settings.first() / BATCH; System.nanoTime() < end && count < settings.files(); batch++) {
            Path inputs = inputs(batch);
            count += BATCH;
            for (String command : settings.commands()) {
                check(command, inputs, "files " + batch * BATCH + " to " + ((batch + 1) * BATCH - 1));
            }
            write(made, count);
            remove(settings.folder().resolve("work"));
        }
        String summary = write(made, count);
        reporter.publishEntry("summary", summary);
        assertTrue(findings.isEmpty(), summary + "\n" + String.join("\n", findings));
    }

    /** Writes down what is known so far. */
    private String write(MediaSeeds.Made made, int count) throws IOException {
        String summary = String.format(
                Locale.ROOT,
                "seed %d, from %d: %d files of %d kinds, %d runs, %.0f s of sound, %d refused, slowest %.1f s, memory %d MB"
                        + " (sound files: %d MB), %d findings; lacking: %s",
                settings.seed(),
                settings.first(),
                count,
                seeds.size(),
                runs,
                soundSeconds,
                failed,
                slowest,
                highestBytes >> 20,
                usualBytes >> 20,
                findings.size(),
                made.lacking());
        Files.writeString(settings.folder().resolve("media.txt"), summary + "\n" + String.join("\n", findings) + "\n");
        return summary;
    }

    private static float[] speech() throws IOException {
        return Arrays.copyOf(
                Shared.wav(Path.of(System.getProperty("qasr.checkout", ""), "examples", "russian.wav")),
                SPEECH_SAMPLES);
    }

    /** How much memory sound recordings take, and that they are heard. */
    private void usual() throws Exception {
        Path inputs = Files.createDirectories(settings.folder().resolve("work/usual"));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(inputs.resolve(name(i, names.get(i))), seeds.get(i));
        }
        prepare(inputs.resolve(name(0, names.get(0))));
        for (String command : settings.commands()) {
            usualBytes =
                    Math.max(usualBytes, check(command, inputs, "sound files").peakBytes());
        }
        usualBytes = Math.max(usualBytes, 1);
    }

    /** Runs the program once: its first run on a machine unpacks libraries and tests the processor, with notes. */
    private void prepare(Path input) throws Exception {
        int status = new ProcessBuilder(settings.launcher().toString(), "segment", "-q", input.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertEquals(0, status, "status of the first run");
    }

    private static String name(int index, String seed) {
        return String.format(Locale.ROOT, "%07d-%s", index, seed);
    }

    private Path inputs(int batch) throws IOException {
        Path inputs = Files.createDirectories(settings.folder().resolve("work/in"));
        for (int i = batch * BATCH; i < (batch + 1) * BATCH; i++) {
            Random random = new Random((settings.seed() * 1_000_003 + i) * 0x9E3779B97F4A7C15L);
            int kind = random.nextInt(seeds.size());
            byte[] other = seeds.get(random.nextInt(seeds.size()));
            Files.write(inputs.resolve(name(i, names.get(kind))), new Mutator(random).mutate(seeds.get(kind), other));
        }
        return inputs;
    }

    /** Runs the program over the files; if it dies, without the culprits over those that are left. */
    private MediaRun check(String command, Path inputs, String what) throws Exception {
        MediaRun run = once(command, inputs, what);
        MediaRun first = run;
        while (!run.unfinished().isEmpty()) {
            for (String culprit : run.unfinished()) {
                keep(Path.of(culprit));
            }
            Path rest = settings.folder().resolve("work/rest" + runs);
            Files.createDirectories(rest);
            try (Stream<Path> files = Files.list(inputs)) {
                for (Path file : files.toList()) {
                    if (!run.done().contains(file.toString())
                            && !run.unfinished().contains(file.toString())) {
                        Files.copy(file, rest.resolve(file.getFileName().toString()));
                    }
                }
            }
            inputs = rest;
            run = once(command, rest, what + ", the rest");
        }
        return first;
    }

    private MediaRun once(String command, Path inputs, String what) throws Exception {
        Path sandbox = Files.createDirectories(settings.folder().resolve("work/run" + runs++));
        List<String> line = new ArrayList<>(List.of(settings.launcher().toString(), command, "-f", "json"));
        MediaRun run = new MediaRun(line, sandbox, inputs).run();
        highestBytes = Math.max(highestBytes, run.peakBytes());
        soundSeconds += run.soundSeconds();
        slowest = Math.max(slowest, run.slowest());
        failed += run.failed();
        List<String> complaints = new ArrayList<>(run.complaints());
        if (usualBytes > 0 && run.peakBytes() > usualBytes + MEMORY) {
            complaints.add("takes " + (run.peakBytes() >> 20) + " MB");
        }
        if (!complaints.isEmpty()) {
            for (String complaint : complaints) {
                findings.add(command + ", " + what + ": " + complaint + " " + run.unfinished());
            }
            try (Stream<Path> files = Files.list(inputs)) {
                for (Path file : files.toList()) {
                    keep(file);
                }
            }
            Files.write(settings.folder().resolve("findings.txt"), findings);
        }
        return run;
    }

    private void keep(Path file) throws IOException {
        Path kept = Files.createDirectories(settings.folder().resolve("findings"))
                .resolve(file.getFileName().toString());
        if (!Files.exists(kept)) {
            Files.copy(file, kept);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
