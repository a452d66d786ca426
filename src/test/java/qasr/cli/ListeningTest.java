package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.engine.NativeEngines;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.hub.FakeHub;
import qasr.model.ModelDirectory;
import qasr.model.TensorEntry;
import qasr.run.ListeningSet;
import qasr.run.Spoken;

/** Tests {@code models verify --listen} with the built-in model, intact and damaged, and the examples. */
final class ListeningTest {
    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final String WEIGHTS = "model.safetensors";
    private static final Path DEMO = HOME.resolve("models").resolve("demo");

    @TempDir
    Path folder;

    @Test
    void theBuiltInModelHearsItsOwnExamples() {
        Cli.Outcome outcome = listen(DEMO);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals("", outcome.out());
        assertTrue(
                outcome.err().contains("knows only telephone prompts; it is tested on 8 of its own examples"),
                outcome.err());
        assertTrue(
                outcome.err().contains("qasr: cantonese.mp4: 0 errors in 12 words (0.0 %), Cantonese\n"),
                outcome.err());
        assertTrue(
                outcome.err().contains(DEMO + ": passed the test: 0 errors in 97 words (0.0 %), the limit is 8 %; "),
                outcome.err());
        assertTrue(outcome.err().endsWith(" than real time\n"), outcome.err());
    }

    @Test
    void aPrecisionMayBeChosen() {
        Cli.Outcome outcome = listen(DEMO, "--dtype", "fp32", "--threads", 1);
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("transcribing 8 test recordings in fp32 on cpu\n"), outcome.err());
    }

    @Test
    void aPulledModelIsHeardByTheRealEngines() throws IOException {
        try (FakeHub hub = new FakeHub(copyOfDemo())) {
            Cli.Outcome outcome = new Cli(new NativeEngines(directory -> List.of()))
                    .home(HOME)
                    .variable("XDG_DATA_HOME", folder.resolve("data").toString())
                    .run("models", "pull", "--mirror", hub.address(), "owner/tiny");
            assertEquals(0, outcome.status(), outcome.err());
            Path installed = folder.resolve("data/qasr/models/tiny");
            assertTrue(outcome.err().contains(installed + ": passed the test: 0 errors in 97 "), outcome.err());
            assertTrue(outcome.err().endsWith("installed " + installed + "; to use it: -m tiny\n"), outcome.err());
        }
    }

    @Test
    void aModelWithTwoMatricesInEachOthersPlaceFails() throws IOException {
        Path spoilt = copyOfDemo();
        ModelDirectory model = ModelDirectory.open(spoilt);
        TensorEntry query = model.tensor("model.layers.1.self_attn.q_proj.weight");
        TensorEntry output = model.tensor("model.layers.1.self_attn.o_proj.weight");
        assertEquals(query.shape(), output.shape());
        byte[] weights = Files.readAllBytes(spoilt.resolve(WEIGHTS));
        byte[] moved = weights.clone();
        System.arraycopy(weights, (int) output.offset(), moved, (int) query.offset(), 2 * (int) query.elements());
        System.arraycopy(weights, (int) query.offset(), moved, (int) output.offset(), 2 * (int) query.elements());
        Files.write(spoilt.resolve(WEIGHTS), moved);
        assertSpoilt(spoilt);
    }

    @Test
    void aModelWithAMatrixOfTheEncoderWhoseSignsAreWrongFails() throws IOException {
        Path spoilt = copyOfDemo();
        TensorEntry matrix = ModelDirectory.open(spoilt).tensor("audio_tower.conv_out.weight");
        byte[] weights = Files.readAllBytes(spoilt.resolve(WEIGHTS));
        for (int i = 0; i < matrix.elements(); i += 2) {
            weights[(int) matrix.offset() + 2 * i + 1] ^= (byte) 0x80; // BF16, little-endian
        }
        Files.write(spoilt.resolve(WEIGHTS), weights);
        assertSpoilt(spoilt);
    }

    /** Nothing else can tell: all files agree with each other. */
    private static void assertSpoilt(Path model) {
        Cli.Outcome files = new Cli(new NativeEngines(directory -> List.of())).run("models", "verify", model);
        assertEquals(0, files.status(), files.err());
        Cli.Outcome outcome = listen(model);
        assertEquals(5, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("qasr: " + model + ": failed the test: "), outcome.err());
        assertTrue(outcome.err().contains(" errors in 97 words ("), outcome.err());
        assertTrue(outcome.err().contains("qasr:   said:  The number you have dialed"), outcome.err());
        assertTrue(outcome.err().contains("qasr: a damaged file? This model has no recorded checksums"), outcome.err());
        assertTrue(outcome.err().contains("'qasr models verify --listen --dtype fp32 " + model + "'"), outcome.err());
        assertTrue(
                outcome.err().contains("qasr: the processor? No: it computes every operator correctly"), outcome.err());
    }

    @Test
    void fiveRecordingsAreShippedWithTheirWordsInLessThanAMegabyte() throws IOException {
        ListeningSet set = ListeningSet.of(HOME, folder);
        assertFalse(set.builtIn());
        assertEquals(
                List.of("break-in.flac", "fire.flac", "jfk.flac", "last-year.flac", "worry.flac"),
                set.recordings().stream().map(Spoken::name).toList());
        long bytes = 0;
        int words = 0;
        for (Spoken spoken : set.recordings()) {
            assertEquals("English", spoken.language());
            bytes += Files.size(spoken.recording());
            words += spoken.words().split("\\s+").length;
            assertTrue(seconds(spoken.recording()) >= 5, spoken.toString());
        }
        assertTrue(bytes < 1_000_000, bytes + " bytes");
        assertTrue(words > 100, words + " words");
        assertTrue(Files.readString(HOME.resolve("src/dist/layout.xml")).contains("<directory>models</directory>"));
    }

    private static double seconds(Path recording) throws IOException {
        float[] samples = new float[Waveform.SAMPLE_RATE];
        long length = 0;
        try (AudioStream audio = new FfmpegDecoder().open(new AudioInput.AudioFile(recording), OptionalInt.empty())) {
            int count = audio.read(samples, 0, samples.length);
            while (count >= 0) {
                length += count;
                count = audio.read(samples, 0, samples.length);
            }
        }
        return (double) length / Waveform.SAMPLE_RATE;
    }

    private static Cli.Outcome listen(Path model, Object... options) {
        Object[] arguments = Stream.concat(
                        Stream.of("models", "verify", "--listen"),
                        Stream.concat(Arrays.stream(options), Stream.of(model)))
                .toArray();
        return new Cli(new NativeEngines(directory -> List.of())).home(HOME).run(arguments);
    }

    private Path copyOfDemo() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(DEMO)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName().toString()));
            }
        }
        return copy;
    }
}
