package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.hub.FakeHub;
import qasr.testing.FakeDecoder;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;

/** Tests {@code qasr models}: list, verify, pull, import and remove. */
final class ModelsCommandTest {
    @TempDir
    Path folder;

    private Path store;
    private Path download;

    @BeforeEach
    void download() throws IOException {
        store = folder.resolve("data/qasr/models");
        download = SeededModel.tiny().writeTo(folder.resolve("tiny-download"));
    }

    @Test
    void anImportedModelIsListedFoundVerifiedAndRemoved() throws IOException {
        assertEquals(
                new Cli.Outcome(0, "", "qasr: installed " + store.resolve("tiny") + "; to use it: -m tiny\n"),
                run("import", "--name", "tiny", download));
        Cli.Outcome list = run("list");
        assertTrue(list.out().matches("tiny\t[0-9.]+ [kM]B\t.*/tiny\n"), list.out());
        assertTrue(run("list", "--json").out().contains("\"name\":\"tiny\",\"bytes\":"));
        assertEquals(store.resolve("tiny") + "\n", run("path", "someone/tiny").out());
        assertEquals(
                new Cli.Outcome(0, "", "qasr: " + store.resolve("tiny") + ": all files are good\n"),
                run("verify", "tiny"));
        Cli.Outcome other = run("rm", "someone/tiny");
        assertEquals(5, other.status());
        assertTrue(
                other.err().contains("tiny has no known owner. To remove it, run: qasr models rm tiny"), other.err());
        assertEquals(0, run("rm", "tiny").status());
        assertEquals(List.of(), entries(store));
        assertEquals(5, run("rm", "tiny").status());
        assertTrue(Files.exists(download.resolve("config.json")));
    }

    @Test
    void helpBeforeAnActionDoesNotRunIt() throws IOException {
        run("import", "--name", "tiny", download);
        for (String option : List.of("-h", "--help", "--version")) {
            assertEquals(0, run(option, "rm", "tiny").status(), option);
            assertEquals(List.of(store.resolve("tiny")), entries(store), option);
        }
    }

    @Test
    void anAlignerIsInstalledNamedAsOneAndNotUsedAsARecogniser() throws IOException {
        Path published = SeededModel.aligner(SeededShape.TINY_ALIGNER).writeTo(folder.resolve("published-aligner"));
        try (FakeHub hub = new FakeHub(published)) {
            Cli.Outcome pulled = run("pull", "--name", "aligner", "--mirror", hub.address(), "owner/tiny");
            assertEquals(0, pulled.status(), pulled.err());
            assertTrue(
                    pulled.err()
                            .endsWith("installed " + store.resolve("aligner")
                                    + ", a forced aligner, which times words\n"),
                    pulled.err());
        }
        Path other = SeededModel.aligner(SeededShape.TINY_ALIGNER)
                .layout(SeededModel.Layout.NATIVE)
                .writeTo(folder.resolve("native"));
        assertEquals(0, run("import", "--name", "a-native", other).status());
        assertTrue(run("list").out().matches("(a-native|aligner)\t[0-9.]+ [kM]B\t.*\taligner\n.*\taligner\n"));
        assertTrue(run("list", "--json").out().contains("\"kind\":\"aligner\""));
        assertEquals(0, run("verify", "aligner").status());
        Cli.Outcome listened = run("verify", "--listen", "aligner");
        assertEquals(2, listened.status());
        assertTrue(listened.err().contains("is a forced aligner, which transcribes nothing"), listened.err());
        assertFalse(run("path").out().contains("aligner"), "the default model transcribes");
        run("import", "--name", "z-recogniser", download);
        assertEquals(store.resolve("z-recogniser") + "\n", run("path").out());
        assertTrue(run("list", "--json").out().contains("\"kind\":\"recogniser\""));
        Cli.Outcome doctor = new Cli(new FakeEngines())
                .variable("XDG_DATA_HOME", folder.resolve("data").toString())
                .run("doctor");
        assertTrue(
                doctor.out().contains("aligner") && doctor.out().contains("a-native, its files fit together"),
                doctor.out());
        Files.delete(store.resolve("a-native/tokenizer.json"));
        doctor = new Cli(new FakeEngines())
                .variable("XDG_DATA_HOME", folder.resolve("data").toString())
                .run("doctor");
        assertEquals(5, doctor.status());
        assertTrue(doctor.out().contains("WRONG aligner"), doctor.out());
    }

    @Test
    void verifyNamesEachFileThatIsWrong() throws IOException {
        run("import", "--name", "tiny", download);
        Path weights = store.resolve("tiny/model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        Files.delete(store.resolve("tiny/generation_config.json"));
        Cli.Outcome outcome = run("verify", "tiny");
        assertEquals(5, outcome.status());
        assertTrue(outcome.err().contains("model.safetensors: is damaged or changed: its SHA-256 is "), outcome.err());
        assertTrue(outcome.err().contains("generation_config.json: is missing"), outcome.err());
        assertFalse(outcome.err().contains("vocab.json"), outcome.err());
    }

    @Test
    void aDamagedDownloadIsNotImported() throws IOException {
        Path weights = download.resolve("model.safetensors");
        Files.write(weights, Arrays.copyOf(Files.readAllBytes(weights), 5000));
        Cli.Outcome outcome = run("import", download);
        assertEquals(5, outcome.status());
        assertTrue(outcome.err().contains("model.safetensors"), outcome.err());
        assertFalse(Files.exists(store));
    }

    @Test
    void anImportNeverReplacesAModel() throws IOException {
        run("import", "--name", "tiny", download);
        Cli.Outcome outcome = run("import", "--name", "tiny", download);
        assertEquals(5, outcome.status());
        assertTrue(outcome.err().contains("this model is already installed"), outcome.err());
        Cli.Outcome unfit = run("import", "--name", "../tiny", download);
        assertEquals(5, unfit.status());
        assertTrue(unfit.err().contains("cannot be a model's name"), unfit.err());
        assertTrue(unfit.err().endsWith("; choose one with --name\n"), unfit.err());
        assertEquals(List.of(store.resolve("tiny")), entries(store));
    }

    @Test
    void aLinkedModelLeavesItsFilesWhereTheyAre() throws IOException {
        run("import", "--link", "--name", "tiny", download);
        assertTrue(Files.isSymbolicLink(store.resolve("tiny/model.safetensors")));
        assertEquals(0, run("verify", "tiny").status());
        assertEquals(0, run("rm", "tiny").status());
        assertTrue(Files.exists(download.resolve("model.safetensors")));
    }

    @Test
    void aPulledModelIsInstalledAndStandardOutputStaysEmpty() throws IOException {
        try (FakeHub hub = new FakeHub(download)) {
            Cli.Outcome outcome = run("pull", "--mirror", hub.address(), "owner/tiny");
            assertEquals(0, outcome.status(), outcome.err());
            assertEquals("", outcome.out());
            assertTrue(outcome.err().endsWith("installed " + store.resolve("tiny") + "; to use it: -m tiny\n"));
            assertEquals(0, run("verify", "tiny").status());
            Cli.Outcome missing = run("pull", "--mirror", hub.address(), "owner/other");
            assertEquals(5, missing.status());
            assertTrue(
                    missing.err()
                            .endsWith(
                                    "not found on the hub (HTTP status 404): check the model's name and --revision\n"),
                    missing.err());
            Cli.Outcome mistyped = run("pull", "--mirror", hub.address(), "hidden/other");
            assertEquals(5, mistyped.status());
            assertTrue(
                    mistyped.err().endsWith("(HTTP status 401): check the model's name and --revision\n"),
                    mistyped.err());
        }
        assertEquals(2, run("pull", "tiny").status());
        assertEquals(2, run("pull", "--proxy", "socks5://x:1", "owner/tiny").status());
    }

    @Test
    void aProxyVariableThatCannotBeUsedIsNamedBeforeAnyDownload() {
        for (String model : List.of("owner/tiny", "campplus")) {
            Cli.Outcome outcome = new Cli(new FakeEngines())
                    .variable("XDG_DATA_HOME", folder.resolve("data").toString())
                    .variable("ALL_PROXY", "socks5://u:secret@127.0.0.1:1")
                    .run("models", "pull", model);
            assertEquals(2, outcome.status());
            assertTrue(
                    outcome.err()
                            .startsWith(
                                    "qasr: ALL_PROXY: 'socks5://...@127.0.0.1:1' is not the address of an HTTP proxy,"
                                            + " http://HOST:PORT; correct or unset this variable, or use --proxy\n"),
                    outcome.err());
        }
        Cli.Outcome given = run("pull", "--proxy", "https://u:secret@x", "owner/tiny");
        assertEquals(2, given.status());
        assertTrue(
                given.err()
                        .startsWith(
                                "qasr: --proxy: 'https://...@x' is not the address of an HTTP proxy, http://HOST:PORT\n"),
                given.err());
    }

    @Test
    void aPulledModelIsTested() throws IOException {
        recording("a", 0.3f, "Three.");
        try (FakeHub hub = new FakeHub(download)) {
            FakeEngines engines = new FakeEngines();
            Cli.Outcome outcome = pull(engines, "--mirror", hub.address(), "owner/tiny");
            assertEquals(0, outcome.status(), outcome.err());
            assertEquals("", outcome.out());
            assertTrue(outcome.err().contains("qasr: a.flac: 0 errors in 1 words (0.0 %), English\n"), outcome.err());
            assertTrue(outcome.err().endsWith("installed " + store.resolve("tiny") + "; to use it: -m tiny\n"));
            assertTrue(engines.opened().contains("model tiny"), engines.opened().toString());
        }
    }

    @Test
    void aPulledModelWithWrongWordsStaysInstalledAndTheStatusTells() throws IOException {
        recording("a", 0.3f, "Four.");
        try (FakeHub hub = new FakeHub(download)) {
            Cli.Outcome outcome = pull(new FakeEngines(), "--mirror", hub.address(), "owner/tiny");
            assertEquals(5, outcome.status(), outcome.err());
            assertTrue(
                    outcome.err().contains(store.resolve("tiny") + ": failed the test: 1 error in 1 words"),
                    outcome.err());
            assertTrue(outcome.err().contains("compares all files with their checksums"), outcome.err());
            assertTrue(
                    outcome.err()
                            .endsWith("qasr: installed " + store.resolve("tiny")
                                    + ", although the test failed; to remove it: qasr models rm tiny\n"),
                    outcome.err());
            assertEquals(0, run("verify", "tiny").status());
        }
    }

    @Test
    void aPullWithoutATestOpensNoModel() throws IOException {
        recording("a", 0.3f, "Four.");
        try (FakeHub hub = new FakeHub(download)) {
            FakeEngines engines = new FakeEngines();
            Cli.Outcome outcome = pull(engines, "--no-listen", "--mirror", hub.address(), "owner/tiny");
            assertEquals(0, outcome.status(), outcome.err());
            assertTrue(outcome.err().endsWith("installed " + store.resolve("tiny") + "; to use it: -m tiny\n"));
            assertEquals(List.of(), engines.opened());
        }
    }

    @Test
    void aPulledModelStaysInstalledWhereItCannotBeListenedTo() throws IOException {
        recording("a", 0.3f, "Three.");
        try (FakeHub hub = new FakeHub(download)) {
            Cli.Outcome outcome = pull(new FakeEngines(), "--device", "cuda", "--mirror", hub.address(), "owner/tiny");
            assertEquals(6, outcome.status(), outcome.err());
            assertTrue(outcome.err().contains("installed " + store.resolve("tiny") + "; to use it"), outcome.err());
            assertTrue(outcome.err().endsWith("device 'cuda' is not available\n"), outcome.err());
        }
        assertEquals(2, pull(new FakeEngines(), "--threads", 0, "owner/other").status());
    }

    /** Writes a recording of one second and its words into the folder of the program's own test recordings. */
    private void recording(String name, float loudness, String words) throws IOException {
        Path listen = Files.createDirectories(folder.resolve("home/models/listen"));
        float[] sound = new float[16_000];
        Arrays.fill(sound, loudness);
        FakeDecoder.write(listen.resolve(name + ".flac"), sound);
        Files.writeString(listen.resolve(name + ".txt"), words + "\n");
    }

    private Cli.Outcome pull(FakeEngines engines, Object... arguments) {
        return new Cli(engines)
                .home(folder.resolve("home"))
                .variable("XDG_DATA_HOME", folder.resolve("data").toString())
                .run(Stream.concat(Stream.of("models", "pull"), Stream.of(arguments))
                        .toArray());
    }

    @Test
    void withoutAHomeThereIsNothingToList() {
        Cli.Outcome outcome = new Cli(new FakeEngines()).run("models", "list");
        assertEquals(2, outcome.status());
        assertTrue(outcome.err().contains("neither XDG_DATA_HOME nor HOME"), outcome.err());
    }

    private Cli.Outcome run(String command, Object... arguments) {
        return new Cli(new FakeEngines())
                .variable("XDG_DATA_HOME", folder.resolve("data").toString())
                .run(Stream.concat(Stream.of("models", command), Stream.of(arguments))
                        .toArray());
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}
