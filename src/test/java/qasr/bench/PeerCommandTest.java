package qasr.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerCommandTest {
    private static final Path MODEL = Path.of("models", "my model");
    private static final Recording LONG = new Recording("2m", List.of(Path.of("a.wav")), Path.of("a.list"), 120);
    private static final Recording NOTES =
            new Recording("2notes", List.of(Path.of("one.wav"), Path.of("it's.wav")), Path.of("notes.list"), 20);

    @Test
    void aFileHasOnePeerALine() {
        List<PeerCommand> peers = PeerCommand.parse(
                List.of("# made yesterday", "", "  port = env A=1 run -m {model} {wav} ", "q8=run --batch {list}"));
        assertEquals(
                List.of(
                        new PeerCommand("port", "env A=1 run -m {model} {wav}"),
                        new PeerCommand("q8", "run --batch {list}")),
                peers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run {wav}", "= run {wav}", "port =", "port"})
    void whatIsNoPeerIsSaid(String line) {
        IllegalArgumentException problem =
                assertThrows(IllegalArgumentException.class, () -> PeerCommand.parse(List.of(line)));
        assertTrue(problem.getMessage().contains("'" + line + "'"), problem.getMessage());
    }

    @Test
    void peerNamesMustDiffer() {
        assertThrows(IllegalArgumentException.class, () -> PeerCommand.parse(List.of("a = x {wav}", "a = y {wav}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "run {model}", "run {wav} {list}", "run {wav} {file}"})
    void oneOfWavAndListIsNeeded(String template) {
        assertThrows(IllegalArgumentException.class, () -> new PeerCommand("port", template));
    }

    @Test
    void theProcessOfOneFileTakesTheShellsPlace() {
        PeerCommand peer = new PeerCommand("port", "run -d {model} -i {wav}");
        assertEquals("exec run -d 'models/my model' -i a.wav", peer.script(MODEL, LONG));
    }

    @Test
    void manyFilesAreOneProcessEach() {
        PeerCommand peer = new PeerCommand("port", "run {wav}");
        assertEquals("set -e\nrun one.wav\nrun 'it'\\''s.wav'", peer.script(MODEL, NOTES));
    }

    @Test
    void aListIsOneProcess() {
        PeerCommand peer = new PeerCommand("port", "run --batch {list}");
        assertEquals("exec run --batch notes.list", peer.script(MODEL, NOTES));
        assertEquals("exec run --batch a.list", peer.script(MODEL, LONG));
    }

    @Test
    void aLoopTakesFilesFromAListOneByOne() {
        PeerCommand peer = new PeerCommand("port", "sh -ec 'while read -r wav; do run $wav; done' < {list}");
        assertEquals("exec sh -ec 'while read -r wav; do run $wav; done' < a.list", peer.script(MODEL, LONG));
    }
}
