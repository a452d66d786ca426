package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.speakers.VoiceEmbedder;
import qasr.testing.EvenAligner;
import qasr.testing.FakeDecoder;
import qasr.testing.LoudnessVoices;
import qasr.testing.VectorSearch;

/**
 * Voices are biometric data: no embedding and no mean of embeddings is in a file that the program writes, neither in the middle
 * of a run nor after it, and not after a failure.
 */
final class SpeakersPrivacyTest {
    private static final String TEMPORARY = "java.io.tmpdir";

    @TempDir
    Path folder;

    private final RememberedVoices voices = new RememberedVoices();
    private final String before = System.getProperty(TEMPORARY);
    private Path recording;

    /** Gives each loudness a random direction, and remembers all embeddings. */
    private static final class RememberedVoices implements VoiceEmbedder {
        private final LoudnessVoices loudness = new LoudnessVoices();
        private final List<float[]> made = Collections.synchronizedList(new ArrayList<>());

        @Override
        public float[][] embeddings(List<float[]> pieces) {
            float[][] embeddings = loudness.embeddings(pieces);
            for (float[] embedding : embeddings) {
                int voice = embedding[0] > 0.5 ? 0 : embedding[1] > 0.5 ? 1 : 2;
                Random direction = new Random(100 + voice);
                for (int i = 0; i < embedding.length; i++) {
                    embedding[i] += (float) (0.3 * direction.nextGaussian() - (i == voice ? 1 : 0));
                }
                made.add(embedding);
            }
            return embeddings;
        }

        @Override
        public int width() {
            return loudness.width();
        }

        @Override
        public String weightsSum() {
            return loudness.weightsSum();
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void prepare() throws IOException {
        Path installed = Files.createDirectories(folder.resolve("home/data/qasr/models/campplus"));
        Files.writeString(
                installed.resolve("speakers.json"),
                "{\"model\":\"campplus\",\"file\":\"weights.pt\",\"sha256\":\"" + "0".repeat(64) + "\"}");
        Files.createDirectories(folder.resolve("model"));
        System.setProperty(
                TEMPORARY, Files.createDirectories(folder.resolve("tmp")).toString());
        recording = write("in/a.wav", 1, 2, 1, 3, 3, 2, 4, 5);
        write("people/Ada.wav", 1, 2);
        write("people/张工.wav", 4, 5, 4);
    }

    @AfterEach
    void restore() {
        System.setProperty(TEMPORARY, before);
    }

    private Path write(String name, int... tenths) throws IOException {
        float[] samples = new float[tenths.length * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 0.1f * tenths[i / Waveform.SAMPLE_RATE];
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return FakeDecoder.write(file, samples);
    }

    private Cli cli(FakeEngines engines) {
        Cli cli = new Cli(engines.voices(voices)).home(folder.resolve("home"));
        for (String kind : List.of("DATA", "CACHE", "STATE", "CONFIG")) {
            cli.variable(
                    "XDG_" + kind + "_HOME",
                    folder.resolve("home/" + kind.toLowerCase(java.util.Locale.ROOT))
                            .toString());
        }
        return cli;
    }

    /** Searches every file under the test's folder, hidden ones too, and returns how many there are. */
    private int search() throws IOException {
        assertTrue(voices.made.size() > 5, "embeddings: " + voices.made.size());
        VectorSearch search = new VectorSearch(List.copyOf(voices.made));
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file ->
                            !file.startsWith(folder.resolve("in")) && !file.startsWith(folder.resolve("people")))
                    .toList();
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length < 100_000) { // a larger one is the sound of a pipe
                assertFalse(search.isIn(bytes), () -> file + " has an embedding");
            } else {
                assertTrue(file.getFileName().toString().contains("qasr-sound"), file::toString);
            }
        }
        return files.size();
    }

    @Test
    void noEmbeddingIsOnDiskDuringARunOrAfterIt() throws IOException {
        List<Integer> during = Collections.synchronizedList(new ArrayList<>());
        FakeEngines engines = new FakeEngines(sound -> {
            try {
                // While the second and the seventh chunk are decoded: a search takes a while.
                during.add(during.size() == 1 || during.size() == 6 ? search() : 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return "language English<asr_text>Good morning.";
        });
        Path out = folder.resolve("out");
        Cli.Outcome outcome = cli(engines)
                .run(
                        "transcribe",
                        "-m",
                        folder.resolve("model"),
                        "--diarize",
                        "--voices",
                        folder.resolve("people"),
                        "-f",
                        "txt,json,srt,vtt,tsv,md,rttm",
                        "-d",
                        out,
                        "--report",
                        folder.resolve("report.json"),
                        recording);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(8, during.size());
        assertTrue(search() >= 9, "files of seven formats, a report and the model's");
        assertEquals(
                0,
                cli(new FakeEngines())
                        .run("rename", out.resolve("a.json"), "S2=Bob")
                        .status());
        assertEquals(
                0,
                cli(new FakeEngines())
                        .run("segment", "--diarize", "-f", "rttm", "-o", folder.resolve("b.rttm"), recording)
                        .status());
        Cli.Outcome pipe = cli(new FakeEngines())
                .in(Files.readAllBytes(recording))
                .run("transcribe", "-m", folder.resolve("model"), "--diarize", "-");
        assertEquals(0, pipe.status(), pipe.err());
        search();
    }

    @Test
    void noEmbeddingIsLeftByARunThatFails() throws IOException {
        AtomicInteger chunks = new AtomicInteger();
        FakeEngines failing = new FakeEngines(sound -> {
            if (chunks.incrementAndGet() == 4) {
                throw new IllegalStateException("out of memory");
            }
            return "language English<asr_text>Good morning.";
        });
        Path out = folder.resolve("out");
        assertNotEquals(
                0,
                cli(failing)
                        .run("transcribe", "-m", folder.resolve("model"), "--diarize", "-d", out, recording)
                        .status());
        assertTrue(search() > 1, "a failed run leaves its finished chunks");
    }

    /** The privacy section of the README and the help of --no-trace name these. */
    @Test
    void soundOfAPipeIsKeptForASecondReadingOnly() throws IOException {
        Path model = folder.resolve("model");
        Path aligner = Files.createDirectory(folder.resolve("aligner"));
        Path text = Files.writeString(folder.resolve("a.txt"), "Good morning.");
        assertFalse(keepsSound(new FakeEngines(), "transcribe", "-m", model, "--no-trace", "-"));
        assertTrue(keepsSound(new FakeEngines(), "transcribe", "-m", model, "--no-trace", "--diarize", "-"));
        assertTrue(keepsSound(new FakeEngines().bringing(new EvenAligner()), "align", "-m", model, "-", text));
        for (boolean fits : List.of(true, false)) {
            FakeEngines engines = new FakeEngines().installing(new EvenAligner(), fits);
            assertEquals(
                    !fits,
                    keepsSound(
                            engines,
                            "transcribe",
                            "-m",
                            model,
                            "--aligner",
                            aligner,
                            "--timestamps",
                            "word",
                            "-f",
                            "json",
                            "-"));
        }
        String privacy = Files.readString(Path.of("README.md")).replaceFirst("(?s).*\n## Privacy\n", "");
        assertTrue(privacy.contains("a pipe's sound until it is read again (`--diarize`, `align`, words timed after"));
        String trace = String.join(
                " ",
                QasrCommand.parser()
                        .getSubcommands()
                        .get("transcribe")
                        .getCommandSpec()
                        .findOption("--no-trace")
                        .description());
        assertTrue(trace.contains("sound of a pipe") && trace.contains("--diarize") && trace.contains("/tmp"), trace);
    }

    /** A file without a name changes the time of the folder where it was made. */
    private boolean keepsSound(FakeEngines engines, Object... arguments) throws IOException {
        Path temporary = folder.resolve("tmp");
        FileTime longAgo = FileTime.fromMillis(0);
        Files.setLastModifiedTime(temporary, longAgo);
        Cli.Outcome outcome = cli(engines).in(Files.readAllBytes(recording)).run(arguments);
        assertEquals(0, outcome.status(), outcome.err());
        return !longAgo.equals(Files.getLastModifiedTime(temporary));
    }

    /** An embedding in any of these files would be found. */
    @Test
    void anEmbeddingThatIsWrittenIsFound() throws IOException {
        voices.embeddings(List.of(new float[] {0.1f}, new float[] {0.3f}, new float[] {0.5f}));
        voices.embeddings(List.of(new float[] {0.2f}, new float[] {0.3f}, new float[] {0.4f}));
        assertEquals(1, search());
        StringBuilder text = new StringBuilder("{\"mean\": [");
        for (int i = 0; i < voices.width(); i++) {
            text.append((voices.made.get(0)[i] + voices.made.get(3)[i]) / 7).append(", ");
        }
        Files.writeString(folder.resolve("home/.hidden.json"), text);
        assertTrue(org.junit.jupiter.api.Assertions.assertThrows(AssertionError.class, this::search)
                .getMessage()
                .contains(".hidden.json"));
    }
}
