package qasr.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;

/**
 * Runs qasr many times beside a program that uses every processor, with all batch sizes and numbers of threads in turn,
 * and compares the JSON byte for byte: {@code mvn -B -Pbench verify -Dit.test=SoakIT -Dbench.soak=MINUTES}, and
 * {@code -Dbench.dtypes=fp32,bf16,fp16,int8}, {@code -Dbench.hog=false} for a quiet machine, {@code -Dbench.model}, {@code
 * -Dbench.seconds} of sound (default: 60); 240 seconds have five chunks of speech.
 *
 * <p>{@code -Dbench.recordings=500}: so many recordings of two sentences with one to ten minutes of digital silence between
 * them, by the built-in model, two processes side by side, ten recordings in each; the texts must be the same bytes.
 */
@Tag("bench")
final class SoakIT {
    private static final int[] BATCH_SIZES = {1, 3, 8, 16};
    private static final int[] THREADS = {2, 1};
    private static final int SILENCES = 10;
    private static final int SIDE_BY_SIDE = 2;

    private final BenchSettings settings = BenchSettings.ofSystemProperties();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void theBytesNeverChange() throws Exception {
        double minutes = Double.parseDouble(System.getProperty("bench.soak", "0"));
        assumeTrue(minutes > 0, "-Dbench.soak=MINUTES");
        Path checkout =
                Path.of(System.getProperty("qasr.checkout")).toAbsolutePath().normalize();
        Path folder = Files.createDirectories(checkout.resolve("target/bench"));
        Path model = settings.model().isPresent()
                ? settings.model().get()
                : SeededModel.of(SeededShape.FULL).writeTo(folder.resolve("soak-model"));
        Path recording = BenchSound.of(Path.of(System.getProperty("shared", checkout + "/../shared")), checkout)
                .write(folder.resolve("soak.wav"), Integer.getInteger("bench.seconds", 60));
        List<Thread> hogs = hogs();
        StringBuilder log = new StringBuilder();
        try {
            Map<String, byte[]> first = new HashMap<>();
            long end = System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
            for (int run = 0; System.nanoTime() < end; run++) {
                List<String> options = options(run);
                byte[] said = said(new Qasr(checkout, folder), folder, model, recording, options);
                log.append(String.join(" ", options)).append('\n');
                byte[] before = first.putIfAbsent(options.get(1), said);
                if (before != null) {
                    assertArrayEquals(before, said, "run " + run + ": " + options);
                }
            }
        } finally {
            over.set(true);
            for (Thread hog : hogs) {
                hog.join();
            }
            Files.writeString(folder.resolve("soak.txt"), log);
        }
    }

    @Test
    void noSpeechIsLostBehindLongSilences() throws Exception {
        int recordings = Integer.getInteger("bench.recordings", 0);
        assumeTrue(recordings > 0, "-Dbench.recordings=NUMBER");
        Path checkout =
                Path.of(System.getProperty("qasr.checkout")).toAbsolutePath().normalize();
        Path folder = Files.createDirectories(checkout.resolve("target/bench/silences"));
        List<Path> files = new ArrayList<>();
        for (int minutes = 1; minutes <= SILENCES; minutes++) {
            Path examples = checkout.resolve("examples");
            BenchSound sound =
                    BenchSound.of(examples.resolve("english.ogg"), 60 * minutes, examples.resolve("french.flac"));
            files.add(sound.write(folder.resolve(minutes + ".wav"), sound.seconds()));
        }
        List<Thread> hogs = hogs();
        try {
            Map<String, byte[]> first = new HashMap<>();
            for (int run = 0; run < recordings / SILENCES; run += SIDE_BY_SIDE) {
                List<Process> processes = new ArrayList<>();
                for (int i = 0; i < SIDE_BY_SIDE; i++) {
                    processes.add(transcribing(checkout, folder.resolve("out" + i), files));
                }
                for (int i = 0; i < SIDE_BY_SIDE; i++) {
                    assertEquals(0, processes.get(i).waitFor(), "run " + (run + i));
                    compare(folder.resolve("out" + i), first, "run " + (run + i));
                }
            }
        } finally {
            over.set(true);
            for (Thread hog : hogs) {
                hog.join();
            }
        }
    }

    private static Process transcribing(Path checkout, Path out, List<Path> files) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                checkout.resolve("qasr").toString(),
                "transcribe",
                "-q",
                "--strict",
                "-m",
                checkout.resolve("models/demo").toString(),
                "--on-exists",
                "overwrite",
                "--no-resume",
                "-f",
                "txt,srt",
                "-d",
                out.toString()));
        files.forEach(file -> command.add(file.toString()));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static void compare(Path out, Map<String, byte[]> first, String run) throws IOException {
        for (int minutes = 1; minutes <= SILENCES; minutes++) {
            for (String extension : List.of(".txt", ".srt")) {
                String name = minutes + extension;
                byte[] said = Files.readAllBytes(out.resolve(name));
                assertTrue(said.length > 100, run + ": " + name + " says little");
                byte[] before = first.putIfAbsent(name, said);
                if (before != null) {
                    assertArrayEquals(before, said, run + ": " + name);
                }
            }
        }
    }

    /** The precision changes with each run, then the number of threads, then the batch size. */
    private List<String> options(int run) {
        int dtypes = settings.dtypes().size();
        int threads = THREADS[run / dtypes % THREADS.length];
        int size = BATCH_SIZES[run / dtypes / THREADS.length % BATCH_SIZES.length];
        return List.of(
                "--dtype",
                settings.dtypes().get(run % dtypes),
                "--threads",
                "" + threads,
                "--batch-size",
                "" + size,
                "--no-resume",
                "-f",
                "json");
    }

    private static byte[] said(Qasr qasr, Path folder, Path model, Path recording, List<String> options)
            throws Exception {
        JsonObject report = qasr.transcribe(new Series(), model, recording, options);
        if (report.get("tokens").getAsInt() == 0) {
            throw new AssertionError("nothing was said");
        }
        return Files.readAllBytes(folder.resolve("out.txt"));
    }

    private List<Thread> hogs() {
        List<Thread> hogs = new ArrayList<>();
        int count = Boolean.parseBoolean(System.getProperty("bench.hog", "true"))
                ? Runtime.getRuntime().availableProcessors()
                : 0;
        for (int i = 0; i < count; i++) {
            Thread hog = new Thread(() -> {
                while (!over.get()) {
                    Thread.onSpinWait();
                }
            });
            hog.setDaemon(true);
            hog.start();
            hogs.add(hog);
        }
        return hogs;
    }
}
