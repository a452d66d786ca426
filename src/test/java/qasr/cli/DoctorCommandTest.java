package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.run.OfflineProof;
import qasr.testing.FakeDecoder;
import qasr.testing.SeededModel;
import qasr.testing.Signals;
import qasr.torch.Kernel;
import qasr.torch.KernelVerdict;

/** Tests {@code qasr doctor}: its report, and that it detects faults. */
final class DoctorCommandTest {
    @TempDir
    Path folder;

    @Test
    void theWholeReportIsOnStandardOutput() throws IOException {
        Path model = SeededModel.tiny().writeTo(folder.resolve("model"));
        Cli.Outcome outcome = new Cli(new FakeEngines()).run("doctor", "-m", model);
        assertEquals(0, outcome.status(), outcome.err());
        for (String name :
                List.of("machine", "simd", "java", "natives", "model", "device", "precision", "threads", "self-test")) {
            assertTrue(outcome.out().contains("ok    " + name), name + " in " + outcome.out());
        }
        assertTrue(outcome.out().contains(" real time; model opened in "), outcome.out());
        assertTrue(outcome.out().contains("'qasr models verify --listen " + model + "'"), outcome.out());
        String json = new Cli(new FakeEngines())
                .run("doctor", "--json", "-m", model, "-t", 3)
                .out();
        var all = JsonParser.parseString(json).getAsJsonObject();
        assertTrue(all.get("ok").getAsBoolean());
        assertTrue(json.contains("\"value\": \"3, requested\""), json);
    }

    @Test
    void anUnusableModelOrDeviceIsReported() throws IOException {
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
    void eachOperatorHasALineAndAWrongOneIsStatusSix() throws IOException {
        Path model = SeededModel.tiny().writeTo(folder.resolve("model"));
        Cli.Outcome right = new Cli(new FakeEngines()).run("doctor", "-m", model);
        for (Kernel kernel : Kernel.values()) {
            assertTrue(right.out().contains("ok    arithmetic   " + kernel.label() + ": worst error"), right.out());
        }
        Cli.Outcome wrong = new Cli(new FakeEngines().wrong(Kernel.BF16_PRODUCTS)).run("doctor", "-m", model);
        assertEquals(6, wrong.status());
        assertTrue(
                wrong.out().contains("WRONG arithmetic   products in BF16: worst error 5.0e-01, allowed"), wrong.out());
        assertTrue(wrong.out().contains("ok    self-test"), "the rest is tried all the same");
        KernelVerdict none =
                new KernelVerdict(Optional.empty(), List.of(), List.of("with all instructions: attention"));
        Cli.Outcome nothing = new Cli(new FakeEngines().machine(none)).run("doctor", "-m", model);
        assertEquals(6, nothing.status());
        assertFalse(nothing.out().contains("self-test"), nothing.out());
    }

    @Test
    void aMachineThatComputesWronglyTranscribesNothing() throws IOException {
        KernelVerdict none =
                new KernelVerdict(Optional.empty(), List.of(), List.of("with all instructions: attention"));
        Path model = Files.createDirectory(folder.resolve("model"));
        for (String command : List.of("transcribe", "detect-lang", "segment")) {
            List<Object> arguments = new ArrayList<>(List.of(command, folder.resolve("a.wav")));
            if (!command.equals("segment")) {
                arguments.addAll(List.of("-m", model));
            }
            FakeDecoder.write(folder.resolve("a.wav"), Signals.tone(100, 0.1, Signals.SECOND));
            Cli.Outcome outcome = new Cli(new FakeEngines().machine(none)).run(arguments.toArray());
            assertEquals(6, outcome.status(), outcome.err());
            assertEquals("", outcome.out());
            assertTrue(
                    outcome.err()
                            .matches(
                                    "qasr: this processor \\(.*\\) computes wrongly with all instructions: attention; .*\n"),
                    outcome.err());
        }
    }

    @Test
    void aProcessorThatIsTooOldIsReportedInOneLine() throws IOException {
        Path recording = FakeDecoder.write(folder.resolve("a.wav"), Signals.tone(100, 0.1, Signals.SECOND));
        for (String command : List.of("transcribe", "detect-lang")) {
            Cli.Outcome outcome =
                    new Cli(new FakeEngines().oldProcessor()).home(Path.of("")).run(command, recording);
            assertEquals(new Cli.Outcome(6, "", "qasr: this processor has no AVX2\n"), outcome);
        }
    }

    @Test
    void slowerMethodsAreReportedInOneLine() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        Path recording = FakeDecoder.write(folder.resolve("a.wav"), Signals.tone(100, 0.1, Signals.SECOND));
        Cli.Outcome outcome =
                new Cli(new FakeEngines().wrong(Kernel.INT8_PRODUCTS)).run("transcribe", "-m", model, recording);
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("computes wrongly: products in 8 bits, which are not used\n"), outcome.err());
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
