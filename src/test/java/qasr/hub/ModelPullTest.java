package qasr.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
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
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import qasr.hub.FakeHub.Fault;
import qasr.model.ModelException;
import qasr.testing.SeededModel;

/** Tests downloads of a model from servers that fail in many ways. */
final class ModelPullTest {
    private static final String WEIGHTS = "model.safetensors";
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(20), Duration.ofMillis(400), Duration.ofMillis(1), 3);

    @TempDir
    Path folder;

    private FakeHub hub;
    private ModelStore store;
    private final List<String> retries = new ArrayList<>();
    private Executable onRetry = () -> {};

    @BeforeEach
    void start() throws IOException {
        hub = new FakeHub(SeededModel.tiny().writeTo(folder.resolve("published")));
        store = new ModelStore(folder.resolve("models"));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource
    void aModelComesWholeFromEitherHub(HubLayout layout) throws IOException {
        InstalledModel model = pull(layout);
        assertEquals(List.of(), ModelCheck.of(model.path()));
        assertTrue(ModelCheck.isRecorded(model.path()));
        assertArrayEquals(hub.file(WEIGHTS), Files.readAllBytes(model.path().resolve(WEIGHTS)));
        assertEquals(List.of("tiny"), entries(store.folder()));
        assertFalse(Files.exists(folder.resolve("evil.json")));
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultThatHappensOnceIsRepaired(Fault fault) throws IOException {
        hub.fail(WEIGHTS, Fault.TRUNCATES, fault);
        InstalledModel model = pull(HubLayout.HUGGINGFACE);
        assertArrayEquals(hub.file(WEIGHTS), Files.readAllBytes(model.path().resolve(WEIGHTS)));
        assertEquals(List.of("tiny"), entries(store.folder()));
        boolean harmless = fault == Fault.NONE || fault == Fault.IGNORES_RANGES;
        assertEquals(harmless ? 1 : 2, retries.size(), retries.toString());
    }

    @Test
    void aBrokenDownloadIsResumed() throws IOException {
        hub.fail(WEIGHTS, Fault.TRUNCATES);
        InstalledModel model = pull(HubLayout.HUGGINGFACE);
        assertArrayEquals(hub.file(WEIGHTS), Files.readAllBytes(model.path().resolve(WEIGHTS)));
        List<String> requests = weightRequests();
        assertEquals(2, requests.size(), requests.toString());
        assertEquals(WEIGHTS, requests.get(0));
        assertGoesOn(requests.get(1));
    }

    @Test
    void aStalledServerIsGivenUpAndTheNextRunResumes() throws IOException {
        hub.fail(WEIGHTS, Fault.TRUNCATES, Fault.IS_BUSY, Fault.IS_BUSY, Fault.IS_BUSY);
        HubException failure = assertThrows(HubException.class, () -> pull(HubLayout.MODELSCOPE));
        assertTrue(failure.getMessage().contains("the same command continues"), failure.getMessage());
        assertEquals(List.of(".tiny.lock", ".tiny.partial"), entries(store.folder()));
        assertEquals(List.of(), store.models());
        int before = hub.requests().size();
        pull(HubLayout.MODELSCOPE);
        assertEquals(1, hub.requests().size() - before, hub.requests().toString());
        assertGoesOn(hub.requests().get(before));
    }

    @ParameterizedTest
    @EnumSource
    void aBusyHubIsAskedForTheListAgain(HubLayout layout) throws IOException {
        hub.fail(FakeHub.LIST, Fault.IS_BUSY, Fault.IS_BUSY);
        assertEquals(List.of(), ModelCheck.of(pull(layout).path()));
        String retry = "the file list: the server answered with HTTP status 503";
        assertEquals(List.of(retry, retry), retries);
    }

    @Test
    void aHubThatStaysBusyIsGivenUp() {
        hub.fail(FakeHub.LIST, Fault.IS_BUSY, Fault.IS_BUSY, Fault.IS_BUSY, Fault.IS_BUSY);
        HubException failure = assertThrows(HubException.class, () -> pull(HubLayout.HUGGINGFACE));
        assertTrue(
                failure.getMessage()
                        .startsWith(
                                "the file list: the server answered with HTTP status 503; gave up after 3 attempts;"),
                failure.getMessage());
    }

    @Test
    void aHubThatCannotBeReachedIsNamedAndNothingIsSaidToBeKept() {
        URI nobody = URI.create("http://127.0.0.1:1");
        PullRequest request = new PullRequest(HubLayout.HUGGINGFACE, nobody, "owner/tiny", "main", "tiny");
        HubException failure = assertThrows(HubException.class, () -> pull(request));
        assertEquals(
                "the file list: cannot connect to 127.0.0.1; gave up after 3 attempts; nothing was downloaded: check the"
                        + " connection, or the proxy, and run the same command again",
                failure.getMessage());
    }

    /** A connection that is cut at the half may take with it what had arrived but was not read yet. */
    private void assertGoesOn(String request) {
        Matcher range =
                Pattern.compile(Pattern.quote(WEIGHTS) + " bytes=(\\d+)-").matcher(request);
        assertTrue(range.matches(), request);
        int from = Integer.parseInt(range.group(1));
        assertTrue(from > 0 && from <= hub.file(WEIGHTS).length / 2, request);
    }

    @Test
    void bytesThatAreNotTheListedOnesAreNeverInstalled() throws IOException {
        hub.fail("vocab.json", Fault.SENDS_OTHER_BYTES, Fault.SENDS_OTHER_BYTES, Fault.SENDS_OTHER_BYTES);
        HubException failure = assertThrows(HubException.class, () -> pull(HubLayout.HUGGINGFACE));
        assertTrue(failure.getMessage().startsWith("vocab.json: its Git hash is "), failure.getMessage());
        hub.fail(WEIGHTS, Fault.SENDS_OTHER_BYTES, Fault.SENDS_OTHER_BYTES, Fault.SENDS_OTHER_BYTES);
        failure = assertThrows(HubException.class, () -> pull(HubLayout.HUGGINGFACE));
        assertTrue(failure.getMessage().startsWith(WEIGHTS + ": its SHA-256 is "), failure.getMessage());
        assertEquals(List.of(), store.models());
        assertFalse(Files.exists(store.partial("tiny").resolve(WEIGHTS)));
    }

    @ParameterizedTest
    @CsvSource({
        "SENDS_OTHER_BYTES, 2, 'its SHA-256 is [0-9a-f]{64}, the hub says [0-9a-f]{64}'",
        "SENDS_TOO_MUCH, 2, the server sent more than the \\d+ bytes listed",
        "REFUSES_RANGES, 4, the server cannot resume the download after \\d+ of \\d+ bytes"
    })
    void aFileThatIsTwiceAnotherThanTheListedOneIsGivenUp(Fault fault, int requests, String reason) {
        for (int i = 0; i < 4; i++) {
            if (fault == Fault.REFUSES_RANGES) {
                hub.fail(WEIGHTS, Fault.TRUNCATES);
            }
            hub.fail(WEIGHTS, fault);
        }
        HubException failure = assertThrows(HubException.class, () -> pull(HubLayout.HUGGINGFACE));
        String message = WEIGHTS + ": " + reason
                + "; the second download ended like the first: the hub's file differs from its list";
        assertTrue(failure.getMessage().matches(message), failure.getMessage());
        assertEquals(requests, weightRequests().size());
    }

    @Test
    void whatAnEarlierRunLeftDoesNotCountAsADownloadOfAnotherFile() throws IOException {
        Path partial = Files.createDirectories(store.partial("tiny"));
        Files.write(partial.resolve(WEIGHTS + ".download"), new byte[hub.file(WEIGHTS).length]);
        hub.fail(WEIGHTS, Fault.SENDS_OTHER_BYTES);
        assertEquals(List.of(), ModelCheck.of(pull(HubLayout.HUGGINGFACE).path()));
        assertEquals(2, retries.size(), retries.toString());
    }

    @Test
    void whatAnEarlierRunLeftIsCheckedAgain() throws IOException {
        Path partial = Files.createDirectories(store.partial("tiny"));
        Files.writeString(partial.resolve("vocab.json"), "{}");
        Files.writeString(partial.resolve("old.json"), "{}");
        Files.write(partial.resolve(WEIGHTS + ".download"), new byte[hub.file(WEIGHTS).length + 5]);
        InstalledModel model = pull(HubLayout.HUGGINGFACE);
        assertEquals(List.of(), ModelCheck.of(model.path()));
        assertFalse(Files.exists(model.path().resolve("old.json")));
    }

    @Test
    void anUnknownModelOrAnInstalledOneIsRefused() throws IOException {
        PullRequest other = new PullRequest(HubLayout.HUGGINGFACE, hub.address(), "owner/other", "main", "other");
        HubException failure = assertThrows(HubException.class, () -> pull(other));
        assertTrue(failure.getMessage().contains("status 404"), failure.getMessage());
        assertEquals(HubException.Reason.NOT_THERE, failure.reason());
        pull(HubLayout.HUGGINGFACE);
        int before = hub.requests().size();
        assertThrows(IOException.class, () -> pull(HubLayout.HUGGINGFACE));
        assertEquals(before, hub.requests().size());
    }

    /** Hugging Face tells nobody without a login whether a model exists. */
    @Test
    void aModelThatMayNotExistIsNotSaidToRequireALogin() {
        PullRequest wrong = new PullRequest(HubLayout.HUGGINGFACE, hub.address(), "hidden/tiny", "main", "tiny");
        HubException failure = assertThrows(HubException.class, () -> pull(wrong));
        assertEquals(
                hub.address() + "/api/models/hidden/tiny/tree/main?recursive=false: the hub has no such model, or"
                        + " requires a login for it, which qasr cannot give (HTTP status 401)",
                failure.getMessage());
        assertEquals(HubException.Reason.NOT_THERE, failure.reason());
        assertEquals(List.of(), retries);
    }

    /** The address that the hub gave may have expired. */
    @Test
    void aDownloadServerThatRefusesIsNotTakenForAHubThatRequiresALogin() throws IOException {
        hub.fail(WEIGHTS, Fault.TRUNCATES, Fault.REFUSES);
        pull(HubLayout.HUGGINGFACE);
        assertEquals(
                WEIGHTS + ": the download server localhost refuses the address that 127.0.0.1 gave (HTTP status 403);"
                        + " is the clock of this machine right?",
                retries.get(1));
        assertGoesOn(weightRequests().get(2));
        store = new ModelStore(folder.resolve("more"));
        hub.fail("vocab.json", Fault.REFUSES); // the hub itself
        HubException failure = assertThrows(HubException.class, () -> pull(HubLayout.HUGGINGFACE));
        assertTrue(failure.getMessage().contains("requires a login"), failure.getMessage());
    }

    @Test
    void aPulledModelIsFoundWithItsOwnersNameToo() throws IOException {
        pull(HubLayout.HUGGINGFACE);
        assertEquals("owner/tiny", store.find("tiny").orElseThrow().origin());
        assertTrue(store.find("owner/tiny").isPresent());
        assertTrue(store.find("another/tiny").isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void anotherKindOfModelIsRefusedBeforeItsWeights(HubLayout layout) throws IOException {
        hub.close();
        hub = new FakeHub(SeededModel.tiny()
                .config(config -> config.replace("\"qwen3_asr\"", "\"whisper\""))
                .writeTo(folder.resolve("whisper")));
        ModelException failure = assertThrows(ModelException.class, () -> pull(layout));
        assertEquals(
                "owner/tiny: config.json: model_type is 'whisper'; qasr needs a Qwen3-ASR model (model_type 'qwen3_asr');"
                        + " nothing of it was kept",
                failure.getMessage());
        assertEquals(List.of(), weightRequests());
        assertEquals(List.of(), entries(store.folder()));
    }

    @Test
    void aModelWhoseWeightsDoNotFitIsKeptAndTheMessageSaysWhere() throws IOException {
        hub.close();
        hub = new FakeHub(SeededModel.tiny()
                .config(config -> config.replace("\"vocab_size\": 320", "\"vocab_size\": 321"))
                .writeTo(folder.resolve("odd")));
        ModelException failure = assertThrows(ModelException.class, () -> pull(HubLayout.HUGGINGFACE));
        assertTrue(
                failure.getMessage()
                        .endsWith("these files are of different models; the downloaded files are kept; to remove them,"
                                + " delete " + store.partial("tiny")),
                failure.getMessage());
        assertTrue(Files.exists(store.partial("tiny").resolve(WEIGHTS)));
    }

    @Test
    void withoutDiskSpaceNothingIsDownloaded() {
        store = new ModelStore(folder.resolve("models"), path -> 1 << 20);
        IOException failure = assertThrows(IOException.class, () -> pull(HubLayout.HUGGINGFACE));
        assertTrue(
                failure.getMessage()
                        .matches(
                                ".*: needs .*, only 1[.0]* MB are free on this disk; make room, then run the same command again"),
                failure.getMessage());
        assertEquals(List.of(), weightRequests());
    }

    @Test
    void aListOfAnotherKindIsNamed() {
        PullRequest wrong = new PullRequest(
                HubLayout.MODELSCOPE, hub.address().resolve("/owner/tiny/resolve/main/config.json?"), "a/b", "c", "x");
        HubException failure = assertThrows(HubException.class, () -> pull(wrong));
        assertEquals(HubException.Reason.ANOTHER_LAYOUT, failure.reason(), failure.getMessage());
    }

    /** ModelScope answers with status 200, and a list without files. */
    @Test
    void aRevisionThatModelScopeDoesNotHaveIsNamed() {
        PullRequest wrong = new PullRequest(HubLayout.MODELSCOPE, hub.address(), "owner/tiny", "main", "tiny");
        HubException failure = assertThrows(HubException.class, () -> pull(wrong));
        assertEquals(HubException.Reason.NOT_THERE, failure.reason(), failure.getMessage());
        assertTrue(
                failure.getMessage()
                        .endsWith(": the hub has no revision 'main' of this model (ModelScope's is master)"),
                failure.getMessage());
    }

    @Test
    void twoRunsDoNotFetchTheSameModelAtOnce() throws IOException {
        Files.createDirectories(store.folder());
        try (var channel = java.nio.channels.FileChannel.open(
                        store.folder().resolve(".tiny.lock"),
                        java.nio.file.StandardOpenOption.WRITE,
                        java.nio.file.StandardOpenOption.CREATE);
                var lock = channel.lock()) {
            assertTrue(lock.isValid());
            HubException failure = assertThrows(HubException.class, () -> pull(HubLayout.HUGGINGFACE));
            assertTrue(failure.getMessage().contains("another run"), failure.getMessage());
        }
    }

    /** Windows does not rename a folder while a file in it is open. */
    @Test
    void theLockIsBesideTheFolderThatIsRenamed() throws IOException {
        List<String> during = new ArrayList<>();
        hub.fail(WEIGHTS, Fault.TRUNCATES);
        onRetry = () -> {
            during.addAll(entries(store.folder()));
            assertFalse(entries(store.partial("tiny")).toString().contains(".lock"));
        };
        pull(HubLayout.HUGGINGFACE);
        assertEquals(List.of(".tiny.lock", ".tiny.partial"), during);
        assertEquals(List.of("tiny"), entries(store.folder()));
    }

    @Test
    void aModelThatAnotherRunInstalledMeanwhileIsNotDownloadedAgain() {
        hub.fail(FakeHub.LIST, Fault.IS_BUSY);
        onRetry = () -> pull(HubLayout.MODELSCOPE);
        ModelException failure = assertThrows(ModelException.class, () -> pull(HubLayout.HUGGINGFACE));
        assertTrue(failure.getMessage().contains("already installed"), failure.getMessage());
        assertEquals(1, weightRequests().size());
    }

    @Test
    void aProxyGetsItsPasswordWithEachRequestAndNobodyElseDoes() throws IOException {
        try (FakeProxy server = new FakeProxy(HubProxyTest.basic("u:p@ss"))) {
            String address = "http://u:p%40ss@" + server.name();
            hub.fail(WEIGHTS, Fault.TRUNCATES);
            pull(HubProxy.of(Optional.of(address), Map.of(), hub.address()));
            assertTrue(server.requests().size() > 5, server.requests().toString());
            assertTrue(
                    server.requests().stream().allMatch(each -> each.endsWith(HubProxyTest.basic("u:p@ss"))),
                    server.requests().toString());
            // Weights are redirected to another host, which here is reached without the proxy.
            assertTrue(server.requests().stream().anyMatch(each -> each.startsWith("GET http://localhost:")));
            store = new ModelStore(folder.resolve("more"));
            Map<String, String> variables = Map.of("http_proxy", address, "no_proxy", "localhost");
            int before = server.requests().size();
            pull(HubProxy.of(Optional.empty(), variables, hub.address()));
            assertTrue(server.requests().stream()
                    .skip(before)
                    .noneMatch(each -> each.startsWith("GET http://localhost:")));
        }
        assertTrue(
                hub.requests().stream().noneMatch(each -> each.contains("Basic")),
                hub.requests().toString());
    }

    @Test
    void aProxyThatRequiresAPasswordIsNamedAndNotTheHub() throws IOException {
        try (FakeProxy server = new FakeProxy(HubProxyTest.basic("u:p"))) {
            HubProxy without = HubProxy.of(Optional.of(server.name()), Map.of(), hub.address());
            assertEquals(
                    "the proxy " + server.name()
                            + " requires a name and a password (HTTP status 407): write them into its"
                            + " address, http://NAME:PASSWORD@HOST:PORT",
                    assertThrows(HubException.class, () -> pull(without)).getMessage());
            HubProxy wrong = HubProxy.of(Optional.of("u:wrong@" + server.name()), Map.of(), hub.address());
            assertEquals(
                    "the proxy " + server.name()
                            + " does not accept the name and the password in its address (HTTP status" + " 407)",
                    assertThrows(HubException.class, () -> pull(wrong)).getMessage());
        }
        assertEquals(List.of(), retries);
    }

    @Test
    void aProxyThatOnlyARedirectNeedsIsNamedIfItCannotBeUsed() {
        Map<String, String> variables = Map.of("http_proxy", "socks5://127.0.0.1:1", "no_proxy", "127.0.0.1");
        HubProxy proxy = HubProxy.of(Optional.empty(), variables, hub.address());
        HubException failure = assertThrows(HubException.class, () -> pull(proxy));
        assertTrue(failure.getMessage().startsWith("http_proxy: 'socks5://127.0.0.1:1' is not"), failure.getMessage());
        assertEquals(List.of(), retries);
    }

    private InstalledModel pull(HubProxy proxy) throws IOException {
        PullRequest request = new PullRequest(HubLayout.HUGGINGFACE, hub.address(), "owner/tiny", "main", "tiny");
        return pull(request, Optional.of(proxy));
    }

    private List<String> weightRequests() {
        return hub.requests().stream()
                .filter(request -> request.startsWith(WEIGHTS))
                .toList();
    }

    private InstalledModel pull(HubLayout layout) throws IOException {
        return pull(new PullRequest(layout, hub.address(), "owner/tiny", layout.revision(), "tiny"));
    }

    private InstalledModel pull(PullRequest request) throws IOException {
        return pull(request, Optional.empty());
    }

    private InstalledModel pull(PullRequest request, Optional<HubProxy> proxy) throws IOException {
        return new ModelPull(store, proxy, PATIENCE).pull(request, new PullListener() {
            @Override
            public void started(int files, long bytes, long kept) {
                assertTrue(files > 3 && bytes > 0);
            }

            @Override
            public void progress(String file, long done, long total) {
                assertTrue(done <= total, file);
            }

            @Override
            public void fileDone(String file, long bytes) {
                assertEquals(hub.file(file).length, bytes);
            }

            @Override
            public void retrying(String file, String reason) {
                retries.add(file + ": " + reason);
                assertDoesNotThrow(onRetry);
            }
        });
    }

    private static List<String> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
