package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.model.ModelException;
import qasr.speakers.VoiceEmbedder;
import qasr.testing.EvenAligner;
import qasr.testing.FakeDecoder;
import qasr.testing.LoudnessDetector;
import qasr.testing.LoudnessVoices;

/** A run with speakers that ends in the middle goes on to the same files. */
final class SpeakersResumeTest {
    private static final List<String> FORMATS = List.of("json", "txt", "srt", "rttm");

    @TempDir
    Path folder;

    private Path recording;

    @BeforeEach
    void record() throws IOException {
        Path directory = Files.createDirectories(folder.resolve("data/qasr/models/campplus"));
        Files.writeString(
                directory.resolve("speakers.json"),
                "{\"model\":\"campplus\",\"file\":\"weights.pt\",\"sha256\":\"" + "0".repeat(64) + "\"}");
        Files.createDirectory(folder.resolve("model"));
        int[] tenths = {1, 2, 0, 3, 3, 4, 0, 1, 3, 2, 0, 5};
        float[] samples = new float[tenths.length * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 0.1f * tenths[i / Waveform.SAMPLE_RATE];
        }
        recording = FakeDecoder.write(folder.resolve("a.wav"), samples);
    }

    private static String speech(Waveform sound) {
        return "language English<asr_text>Good morning, everyone " + Math.round(10 * sound.sample(0))
                + ". Thanks for coming.";
    }

    private FakeEngines engines(boolean seconds, Function<Waveform, String> speech) {
        FakeEngines engines =
                new FakeEngines(speech).voices(new LoudnessVoices()).bringing(new EvenAligner());
        return seconds ? engines : engines.detector(new LoudnessDetector());
    }

    private Cli.Outcome transcribe(FakeEngines engines, Path out, Object... more) {
        return new Cli(engines)
                .variable("XDG_DATA_HOME", folder.resolve("data").toString())
                .run(Stream.concat(
                                Stream.of(
                                        "transcribe",
                                        "-m",
                                        folder.resolve("model"),
                                        "--diarize",
                                        "-f",
                                        String.join(",", FORMATS),
                                        "-d",
                                        out,
                                        recording),
                                Stream.of(more))
                        .toArray());
    }

    private void sameFiles(Path clean, Path out, String when) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(FORMATS.size(), files.filter(Files::isRegularFile).count(), when);
        }
        for (String format : FORMATS) {
            assertArrayEquals(
                    Files.readAllBytes(clean.resolve("a." + format)),
                    Files.readAllBytes(out.resolve("a." + format)),
                    () -> when + ": " + format);
        }
    }

    @Test
    void anotherKnownVoiceMakesResultsStaleAndAHiddenFileDoesNot() throws IOException {
        Path people = Files.createDirectory(folder.resolve("people"));
        FakeDecoder.write(people.resolve("Ada.wav"), voice(0.1f));
        Path out = folder.resolve("out");
        assertEquals(
                0,
                transcribe(engines(true, SpeakersResumeTest::speech), out, "--voices", people)
                        .status());
        Files.writeString(people.resolve(".DS_Store"), "Finder");
        FakeEngines unused = engines(true, SpeakersResumeTest::speech);
        assertEquals(0, transcribe(unused, out, "--voices", people).status());
        assertEquals(List.of(), unused.network().chunks());
        FakeDecoder.write(people.resolve("Bob.wav"), voice(0.3f));
        transcribe(engines(true, SpeakersResumeTest::speech), out, "--voices", people);
        String text = Files.readString(out.resolve("a.txt"));
        assertTrue(text.contains("Ada: ") && text.contains("Bob: "), text);
    }

    private static float[] voice(float loudness) {
        float[] samples = new float[Waveform.SAMPLE_RATE];
        Arrays.fill(samples, loudness);
        return samples;
    }

    /** Takes its time, and notices when it is closed in the meantime or before. */
    private static final class SlowVoices implements VoiceEmbedder {
        private final VoiceEmbedder voices = new LoudnessVoices();
        private final AtomicInteger using = new AtomicInteger();
        private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean closed;

        @Override
        public int width() {
            return voices.width();
        }

        @Override
        public String weightsSum() {
            return voices.weightsSum();
        }

        @Override
        public float[][] embeddings(List<float[]> pieces) throws ModelException {
            using.incrementAndGet();
            if (closed) {
                faults.add("used when closed");
            }
            long end = System.nanoTime() + 200_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait(); // as native code does, it ignores an interrupt
            }
            using.decrementAndGet();
            return voices.embeddings(pieces);
        }

        @Override
        public void close() {
            closed = true;
            if (using.get() > 0) {
                faults.add("closed in use");
            }
        }
    }

    /** The reader is within the first look at the recording when the file before it ends the run. */
    @Test
    void aRunThatEndsEarlyClosesNoModelInUse() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.wav"), "no");
        SlowVoices voices = new SlowVoices();
        Cli.Outcome outcome = new Cli(engines(true, SpeakersResumeTest::speech).voices(voices))
                .variable("XDG_DATA_HOME", folder.resolve("data").toString())
                .run(
                        "transcribe",
                        "-m",
                        folder.resolve("model"),
                        "--diarize",
                        "--fail-fast",
                        "-d",
                        folder.resolve("out"),
                        bad,
                        recording);
        assertEquals(4, outcome.status());
        assertTrue(voices.closed);
        assertEquals(List.of(), voices.faults);
        assertTrue(outcome.err().endsWith("qasr: " + bad + ": is no recording\n"), outcome.err());
    }

    /** Chunks of one second, and those of detected speech, which are cut between speakers and split by word times. */
    @Test
    void aRunThatFailsAtAnyChunkGoesOnToTheSameBytes() throws IOException {
        for (boolean seconds : new boolean[] {true, false}) {
            Path clean = folder.resolve("clean-" + seconds);
            FakeEngines whole = engines(seconds, SpeakersResumeTest::speech);
            assertEquals(0, transcribe(whole, clean).status());
            assertTrue(Files.readString(clean.resolve("a.txt")).contains("S3: "));
            int all = whole.network().chunks().size();
            assertTrue(all > 3, "chunks: " + all);
            for (int n = 1; n <= all; n++) {
                int last = n;
                Path out = folder.resolve("failed-" + seconds + n);
                AtomicInteger chunks = new AtomicInteger();
                Cli.Outcome failed = transcribe(
                        engines(seconds, sound -> {
                            if (chunks.incrementAndGet() == last) {
                                throw new IllegalStateException("out of memory");
                            }
                            return speech(sound);
                        }),
                        out);
                assertNotEquals(0, failed.status(), failed.err());
                FakeEngines rest = engines(seconds, SpeakersResumeTest::speech);
                Cli.Outcome resumed = transcribe(rest, out);
                assertEquals(0, resumed.status(), resumed.err());
                assertEquals(all - (n - 1), rest.network().chunks().size(), "failed at " + n);
                sameFiles(clean, out, "failed at " + n);
            }
        }
    }

    /** The files that are there while the n-th chunk is decoded are those that {@code kill -9} would leave at that moment. */
    @Test
    void aRunThatIsKilledAtAnyChunkGoesOnToTheSameBytes() throws IOException {
        Path clean = folder.resolve("clean");
        FakeEngines whole = engines(false, SpeakersResumeTest::speech);
        assertEquals(0, transcribe(whole, clean).status());
        int all = whole.network().chunks().size();
        int kept = 0;
        for (int n = 2; n <= all; n++) {
            int last = n;
            Path out = folder.resolve("killed-" + n);
            Path left = folder.resolve("left-" + n);
            AtomicInteger chunks = new AtomicInteger();
            transcribe(
                    engines(false, sound -> {
                        if (chunks.incrementAndGet() == last) {
                            copy(out, left);
                        }
                        return speech(sound);
                    }),
                    out);
            delete(out);
            Files.move(left, out);
            FakeEngines rest = engines(false, SpeakersResumeTest::speech);
            Cli.Outcome resumed = transcribe(rest, out);
            assertEquals(0, resumed.status(), resumed.err());
            kept += all - rest.network().chunks().size();
            sameFiles(clean, out, "killed at " + n);
        }
        assertTrue(kept > 0, "a killed run leaves finished chunks");
    }

    private static List<Path> tree(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return new ArrayList<>(paths.toList());
        }
    }

    private static void copy(Path from, Path to) {
        try {
            for (Path path : tree(from)) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path root) throws IOException {
        List<Path> paths = tree(root);
        paths.sort(Comparator.reverseOrder());
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
