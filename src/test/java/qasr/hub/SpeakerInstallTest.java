package qasr.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import qasr.hub.FakeHub.Fault;
import qasr.model.ModelException;
import qasr.speakers.SpeakerModel;
import qasr.speakers.SpeakerWeightFile;
import qasr.testing.SeededSpeakers;
import qasr.testing.SpeakerFiles;

/** Tests how speaker models are downloaded from a fixed address, and installed from files. */
final class SpeakerInstallTest {
    private static final String FILE = "pytorch_model.bin";
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(20), Duration.ofMillis(400), Duration.ofMillis(1), 3);

    @TempDir
    Path folder;

    private Path published;
    private FakeHub hub;
    private ModelStore store;
    private SpeakerInstall install;
    private final List<String> retries = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("published"));
        published = SpeakerFiles.torch(directory.resolve(FILE), SeededSpeakers.segmentation(3), "");
        hub = new FakeHub(directory);
        store = new ModelStore(folder.resolve("models"));
        install = new SpeakerInstall(store);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private SpeakerSource source(String sha256) throws IOException {
        URI address = URI.create("https://hub.example.org/owner/tiny/resolve/main/" + FILE);
        return new SpeakerSource(SpeakerModel.SEGMENTATION, address, "owner/tiny", FILE, Files.size(published), sha256)
                .mirrored(hub.address());
    }

    private InstalledModel pull(String sha256) throws IOException {
        return install.pull(source(sha256), "segmentation-3.0", Optional.empty(), PATIENCE, new PullListener() {
            @Override
            public void started(int files, long bytes, long kept) {
                retries.add("kept " + kept);
            }

            @Override
            public void progress(String file, long done, long total) {
                assertTrue(done <= total);
            }

            @Override
            public void fileDone(String file, long bytes) {
                assertEquals(FILE, file);
            }

            @Override
            public void retrying(String file, String reason) {
                retries.add(reason);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aModelArrivesWholeInSpiteOfFaults(Fault fault) throws IOException {
        if (fault != Fault.NONE) {
            hub.fail(FILE, fault);
        }
        InstalledModel model = pull(Checksums.of(published));
        assertEquals("segmentation-3.0", model.name());
        assertEquals(Optional.of(SpeakerModel.SEGMENTATION), model.speakers());
        assertEquals("owner/tiny", model.origin());
        assertArrayEquals(
                Files.readAllBytes(published), Files.readAllBytes(model.path().resolve(FILE)));
        assertEquals(List.of(model), store.models());
        List<ModelCheck.Finding> findings = ModelCheck.of(model.path());
        assertEquals(1, findings.size());
        assertFalse(findings.get(0).error());
        assertTrue(findings.get(0).message().contains("is none of the published files"), findings.toString());
        SpeakerDirectory directory = SpeakerDirectory.open(model.path());
        assertEquals(
                SpeakerModel.SEGMENTATION,
                directory.read(SpeakerModel.SEGMENTATION).model());
    }

    @Test
    void aStoppedDownloadContinues() throws IOException {
        hub.fail(FILE, Fault.TRUNCATES, Fault.IS_BUSY, Fault.IS_BUSY, Fault.IS_BUSY, Fault.IS_BUSY);
        String stopped = assertThrows(HubException.class, () -> pull(Checksums.of(published)))
                .getMessage();
        assertTrue(stopped.contains("the downloaded part is kept"), stopped);
        assertEquals(List.of(), store.models());
        hub.fail(FILE);
        hub = restarted();
        pull(Checksums.of(published));
        assertTrue(
                hub.requests().get(0).startsWith(FILE + " bytes="),
                hub.requests().toString());
    }

    private FakeHub restarted() throws IOException {
        hub.close();
        return new FakeHub(published.getParent());
    }

    @Test
    void anotherFileThanTheKnownOneIsNeverInstalled() throws IOException {
        String message =
                assertThrows(HubException.class, () -> pull("0".repeat(64))).getMessage();
        assertTrue(message.contains("the hub says 0000"), message);
        assertEquals(List.of(), store.models());
    }

    @Test
    void theFixedAddressesAreThoseOfTheKnownFiles() {
        SpeakerSource voices = SpeakerSource.of(SpeakerModel.CAMPPLUS);
        assertEquals("campplus_cn_en_common.pt", voices.fileName());
        assertEquals(28_044_640, voices.bytes());
        assertTrue(voices.address().toString().endsWith("/resolve/v1.0.0/campplus_cn_en_common.pt"));
        SpeakerSource activity = SpeakerSource.of(SpeakerModel.SEGMENTATION);
        assertEquals("da85c29829d4002daedd676e012936488234d9255e65e86dfab9bec6b1729298", activity.sha256());
        assertTrue(activity.address().toString().endsWith("/segmentation-3.0/pytorch_model.bin"));
        assertEquals(
                "http://127.0.0.1:7/base" + activity.address().getPath(),
                activity.mirrored(URI.create("http://127.0.0.1:7/base/"))
                        .address()
                        .toString());
    }

    @Test
    void aFileIsInstalledCheckedAndFoundWhenDamaged() throws IOException {
        Path odd = Files.copy(published, folder.resolve("my model (1).bin"));
        InstalledModel model = install.add(SpeakerWeightFile.read(odd), "mine", false);
        Path file = SpeakerDirectory.open(model.path()).file();
        assertEquals("my_model__1_.bin", file.getFileName().toString());
        assertTrue(ModelCheck.isRecorded(model.path()));
        assertThrows(ModelException.class, () -> install.add(SpeakerWeightFile.read(odd), "mine", false));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        List<ModelCheck.Finding> findings = ModelCheck.of(model.path());
        assertEquals(1, findings.size());
        assertTrue(findings.get(0).message().contains("is damaged or changed"), findings.toString());
        assertThrows(
                ModelException.class, () -> SpeakerDirectory.open(model.path()).read(SpeakerModel.SEGMENTATION));
    }

    @Test
    void aDamagedMarkIsReportedAndTheModelCanBeRemoved() throws IOException {
        InstalledModel model = install.add(SpeakerWeightFile.read(published), "mine", false);
        for (String text :
                List.of("", "[]", "{}", "{\"model\":\"x\",\"file\":\"../a\",\"sha256\":\"\"}", "{\"model\":7}")) {
            Files.writeString(model.path().resolve(SpeakerDirectory.MARK), text);
            String message = assertThrows(ModelException.class, () -> SpeakerDirectory.open(model.path()))
                    .getMessage();
            assertTrue(message.contains("remove the model and install it again"), message);
            assertEquals(1, store.models().size());
        }
        store.remove(store.find("mine").orElseThrow());
        assertEquals(List.of(), store.models());
    }
}
