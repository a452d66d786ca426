package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.SeededModel;

/** {@code qasr doctor}: what it finds, and that it notices what is wrong. */
final class DoctorCommandTest {
    @TempDir
    Path folder;

    @Test
    void everythingIsSaidOnStandardOutput() throws IOException {
        Path model = SeededModel.tiny().writeTo(folder.resolve("model"));
        Cli.Outcome outcome = new Cli(new FakeEngines()).run("doctor", "-m", model);
        assertEquals(0, outcome.status(), outcome.err());
        for (String name :
                List.of("machine", "simd", "java", "natives", "model", "device", "precision", "threads", "self-test")) {
            assertTrue(outcome.out().contains("ok    " + name), name + " in " + outcome.out());
        }
        assertTrue(outcome.out().contains(": RTF "), outcome.out());
        assertTrue(outcome.out().contains("'qasr models verify --listen " + model + "'"), outcome.out());
        String json = new Cli(new FakeEngines())
                .run("doctor", "--json", "-m", model, "-t", 3)
                .out();
        var all = JsonParser.parseString(json).getAsJsonObject();
        assertTrue(all.get("ok").getAsBoolean());
        assertTrue(json.contains("\"value\": \"3, asked for\""), json);
    }

    @Test
    void aModelOrDeviceThatCannotBeUsedIsFound() throws IOException {
        Path model = SeededModel.tiny().writeTo(folder.resolve("model"));
        Cli.Outcome none = new Cli(new FakeEngines()).run("doctor", "-m", folder.resolve("none"));
        assertEquals(5, none.status());
        assertTrue(none.out().contains("WRONG model"), none.out());
        assertEquals(
                6,
                new Cli(new FakeEngines())
                        .run("doctor", "-m", model, "--device", "cuda")
                        .status());
        Files.delete(model.resolve("merges.txt"));
        Cli.Outcome broken = new Cli(new FakeEngines()).run("doctor", "--json", "-m", model);
        assertEquals(5, broken.status());
        assertTrue(broken.out().contains("merges.txt"), broken.out());
        assertFalse(
                JsonParser.parseString(broken.out()).getAsJsonObject().get("ok").getAsBoolean());
    }

    @Test
    void theProofNamesEachFileAndSocketOfATrace() {
        OfflineProof.OpenFiles seen = new OfflineProof.OpenFiles();
        seen.addTrace(List.of(
                "12 openat(AT_FDCWD, \"/etc/hosts\", O_RDONLY|O_CLOEXEC) = 3",
                "12 openat(AT_FDCWD, \"/out/a b.txt\", O_WRONLY|O_CREAT|O_EXCL, 0666) = 4",
                "12 openat(AT_FDCWD, \"/denied\", O_RDWR) = -1 EACCES (Permission denied)",
                "13 openat(AT_FDCWD, \"/cache/x\", O_RDWR|O_CREAT, 0666 <unfinished ...>",
                "13 socket(AF_UNIX, SOCK_STREAM, 0) = 5",
                "13 socket(AF_INET6, SOCK_STREAM, IPPROTO_IP) = 6",
                "13 connect(5, {sa_family=AF_UNIX, sun_path=\"/var/run/nscd/socket\"}, 110) = 0",
                "13 connect(6, {sa_family=AF_INET6, sin6_port=htons(443)}, 28) = 0"));
        assertEquals(Set.of("/out/a b.txt", "/cache/x"), seen.written());
        assertEquals(Set.of("socket(AF_INET6, SOCK_STREAM, IPPROTO_IP) = 6"), seen.sockets());
        assertEquals(Set.of("connect(6, {sa_family=AF_INET6, sin6_port=htons(443)}, 28) = 0"), seen.uses());
    }
}
