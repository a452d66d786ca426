package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.hub.FakeHub;
import qasr.speakers.Powerset;
import qasr.speakers.SpeakerActivity;
import qasr.speakers.VoiceEmbedder;
import qasr.speakers.WindowActivity;
import qasr.testing.FakeDecoder;
import qasr.testing.SeededModel;
import qasr.testing.SeededSpeakers;
import qasr.testing.SpeakerFiles;

/** Tests {@code qasr models} and {@code qasr doctor} with models that tell speakers apart. */
final class SpeakerModelsTest {
    private static final float FIRST = 0.25f;
    private static final float SECOND = 0.5f;

    @TempDir
    Path folder;

    private Path store;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        store = folder.resolve("data/qasr/models");
        file = SpeakerFiles.torch(folder.resolve("download.bin"), SeededSpeakers.segmentation(2), "");
        Path listen = Files.createDirectories(folder.resolve("home/models/listen"));
        FakeDecoder.write(listen.resolve("jfk.flac"), constant(FIRST));
        FakeDecoder.write(listen.resolve("break-in.flac"), constant(SECOND));
    }

    private static float[] constant(float value) {
        float[] samples = new float[11 * 16_000];
        Arrays.fill(samples, value);
        return samples;
    }

    /** Hears a voice by the level of its samples, or the same voice in all. */
    private record LevelVoices(boolean hears) implements VoiceEmbedder {
        @Override
        public int width() {
            return 2;
        }

        @Override
        public String weightsSum() {
            return "0".repeat(64);
        }

        @Override
        public float[][] embeddings(List<float[]> pieces) {
            return pieces.stream()
                    .map(piece -> hears && piece[0] == SECOND ? new float[] {1, 3} : new float[] {3, 1})
                    .toArray(float[][]::new);
        }

        @Override
        public void close() {}
    }

    /** Hears a speaker by the level of the samples, or one speaker in all. */
    private record LevelActivity(boolean hears) implements SpeakerActivity {
        @Override
        public List<WindowActivity> activities(List<float[]> windows) {
            List<WindowActivity> found = new ArrayList<>();
            for (float[] window : windows) {
                float[][] scores = new float[FRAMES][Powerset.CLASSES];
                for (int frame = 0; frame < FRAMES; frame++) {
                    scores[frame][hears && window[270 * frame] == SECOND ? 3 : 1] = 1;
                }
                found.add(WindowActivity.of(scores));
            }
            return found;
        }

        @Override
        public void close() {}
    }

    private Cli.Outcome run(FakeEngines engines, Object... arguments) {
        return new Cli(engines)
                .home(folder.resolve("home"))
                .variable("XDG_DATA_HOME", folder.resolve("data").toString())
                .run(arguments);
    }

    private Cli.Outcome models(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("models"));
        all.addAll(List.of(arguments));
        return run(new FakeEngines(), all.toArray());
    }

    @Test
    void aFileIsImportedListedVerifiedAndRemoved() {
        Path installed = store.resolve("segmentation-3.0");
        assertEquals(
                new Cli.Outcome(
                        0,
                        "",
                        "qasr: " + file
                                + ": fits segmentation-3.0, but is none of the published files that qasr knows\n"
                                + "qasr: installed " + installed + ", a model that finds who speaks when\n"),
                models("import", file));
        assertTrue(models("list").out().matches("segmentation-3.0\t[0-9.]+ MB\t.*\tspeaker activity\n"));
        assertTrue(models("list", "--json").out().contains("\"kind\":\"speaker activity\""));
        assertEquals(installed + "\n", models("path", "segmentation-3.0").out());
        Cli.Outcome verified = models("verify", "segmentation-3.0");
        assertEquals(0, verified.status());
        assertTrue(verified.err().endsWith(installed + ": all files are good\n"), verified.err());
        assertEquals(5, models("import", file).status(), "the name is in use");
        assertEquals(0, models("import", "--link", "--name", "other", file).status());
        assertTrue(Files.isSymbolicLink(store.resolve("other/download.bin")));
        assertEquals(0, models("rm", "segmentation-3.0").status());
        assertEquals(0, models("rm", "other").status());
        assertTrue(Files.exists(file));
    }

    @Test
    void aSpeakerModelIsNoModelToTranscribeWith() throws IOException {
        models("import", file);
        assertFalse(models("path").out().contains("segmentation"), "the default model transcribes");
        Path recording = FakeDecoder.write(folder.resolve("a.wav"), constant(FIRST));
        Cli.Outcome outcome = run(new FakeEngines(), "transcribe", "-m", "segmentation-3.0", recording);
        assertEquals(5, outcome.status());
        assertTrue(outcome.err().contains("tells speakers apart and transcribes nothing"), outcome.err());
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path page = Files.writeString(folder.resolve("page.pt"), "<html>");
        Cli.Outcome outcome = models("import", page);
        assertEquals(5, outcome.status());
        assertTrue(outcome.err().startsWith("qasr: " + page + ": "), outcome.err());
        assertEquals(1, outcome.err().lines().count());
        assertFalse(Files.exists(store.resolve("page.pt")));
    }

    @Test
    void aPullFromTheFixedAddressChecksTheFile() throws IOException {
        assertEquals(2, models("pull", "--hub", "modelscope", "campplus").status());
        Path published = Files.createDirectories(folder.resolve("hub"));
        Files.copy(file, published.resolve("pytorch_model.bin"));
        try (FakeHub hub = new FakeHub(published)) {
            Cli.Outcome outcome = models("pull", "--mirror", hub.address(), "segmentation-3.0");
            assertEquals(5, outcome.status());
            assertTrue(outcome.err().contains("segmentation-3.0/pytorch_model.bin"), outcome.err());
            assertTrue(outcome.err().contains("HTTP status 404"), outcome.err());
        }
    }

    @Test
    void twoVoicesMustBeTwoSpeakers() throws IOException {
        models("import", file);
        Path campplus = SpeakerFiles.torch(folder.resolve("c.pt"), SeededSpeakers.campplus(2, 192), "");
        models("import", campplus);
        for (boolean hears : new boolean[] {true, false}) {
            FakeEngines engines =
                    new FakeEngines().voices(new LevelVoices(hears)).activity(new LevelActivity(hears));
            for (String name : List.of("campplus", "segmentation-3.0")) {
                Cli.Outcome outcome = run(engines, "models", "verify", "--listen", name);
                assertEquals(hears ? 0 : 5, outcome.status(), outcome.err());
                assertTrue(
                        outcome.err()
                                .contains(
                                        hears
                                                ? "passed the test: two speakers: "
                                                : "failed the test: the two speakers are not"),
                        outcome.err());
            }
            Path model = SeededModel.tiny().writeTo(folder.resolve("model-" + hears));
            Cli.Outcome doctor = run(engines, "doctor", "-m", model);
            assertEquals(hears ? 0 : 5, doctor.status(), doctor.out());
            assertTrue(
                    doctor.out()
                            .contains(
                                    (hears ? "ok    " : "WRONG ") + "speakers     " + store.resolve("campplus") + ", "),
                    doctor.out());
        }
    }

    @Test
    void theDoctorNamesTheModelsThatAreMissing() throws IOException {
        Path model = SeededModel.tiny().writeTo(folder.resolve("model"));
        Cli.Outcome none = run(new FakeEngines(), "doctor", "-m", model);
        assertEquals(0, none.status());
        assertTrue(
                none.out()
                        .contains(
                                "ok    speakers     no models are installed, so speakers are not told apart; to install"
                                        + " them: qasr models pull campplus, qasr models pull segmentation-3.0"),
                none.out());
    }
}
