package qasr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a batch needs no network, opens no socket, and writes its results only. */
final class OfflineTest {
    private static final List<String> EMPTY_NETWORK = List.of("unshare", "-rn");
    private static final List<String> TRACE = List.of(
            "strace", "-f", "-qq", "-s", "4096", "-e", "trace=open,openat,creat,socket,connect,bind,sendto,sendmsg");

    @TempDir
    Path folder;

    @Test
    void aBatchRunsInAnEmptyNetworkNamespace() throws Exception {
        assumeTrue(works(EMPTY_NETWORK), "unshare -rn is not installed or not allowed here");
        assertEquals("", batch(EMPTY_NETWORK, "out"));
        assertEquals(4, outputs("out").size());
    }

    @Test
    void aBatchUsesNoSocketAndWritesNothingButResults() throws Exception {
        assumeTrue(works(TRACE), "strace is not installed or not allowed here");
        Path log = folder.resolve("strace.log");
        List<String> tracer = new ArrayList<>(TRACE);
        tracer.addAll(List.of("-o", log.toString()));
        assertEquals("", batch(tracer, "out"));
        OfflineProof.OpenFiles seen = new OfflineProof.OpenFiles();
        seen.addTrace(Files.readAllLines(log, StandardCharsets.ISO_8859_1));
        assertEquals(List.of(), List.copyOf(seen.uses()));
        // Java's libnet makes three when it is loaded and closes them at once: for IPv4, IPv6 and SO_REUSEPORT.
        assertTrue(seen.sockets().size() <= 3, seen.sockets().toString());
        String cache = Path.of(System.getProperty("org.bytedeco.javacpp.cachedir", "none"))
                .toAbsolutePath()
                .toString();
        List<String> elsewhere = seen.written().stream()
                .filter(file -> !file.startsWith(folder.resolve("out") + "/"))
                .filter(file -> !file.startsWith(cache))
                .filter(file -> !file.startsWith("/dev/") && !file.startsWith("/proc/self/"))
                .filter(file -> !file.endsWith(".packed") && !file.contains("/models/demo/"))
                .toList();
        assertEquals(List.of(), elsewhere);
        assertTrue(seen.written().stream().anyMatch(file -> file.startsWith(folder.resolve("out") + "/")));
    }

    @Test
    void aProofWithoutAnObserverIsNone() {
        OfflineProof.OpenFiles nothing = new OfflineProof.OpenFiles();
        nothing.look(Long.MAX_VALUE); // as on a system without /proc
        List<Doctor.Diagnosis> findings = new ArrayList<>();
        OfflineProof.report(0, false, false, nothing, findings);
        assertEquals(
                List.of("offline run true", "watched by false", "sockets false", "written false"),
                findings.stream().map(each -> each.name() + " " + each.ok()).toList());
        findings.clear();
        OfflineProof.report(0, true, false, nothing, findings);
        assertTrue(findings.stream().allMatch(Doctor.Diagnosis::ok), findings.toString());
    }

    /** Transcribes two recordings to two formats each and returns what was said about it. */
    private String batch(List<String> wrapper, String out) throws Exception {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir", ""),
                "-cp",
                System.getProperty("java.class.path"),
                "qasr.cli.Main",
                "transcribe",
                "-q",
                "-m",
                "models/demo",
                "-f",
                "txt,json",
                "-d",
                folder.resolve(out).toString(),
                "examples/phone-call.wav",
                "examples/english.ogg"));
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("QASR_") || name.startsWith("XDG_"));
        builder.environment().put("HOME", folder.resolve("home").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(180, TimeUnit.SECONDS), "still running");
        String said = Files.readString(err);
        assertEquals(0, process.exitValue(), said);
        return said;
    }

    private static boolean works(List<String> wrapper) throws InterruptedException {
        List<String> command = new ArrayList<>(wrapper);
        command.add("true");
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private List<Path> outputs(String out) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(out))) {
            return files.filter(file -> !file.endsWith(".qasr")).toList(); // the records for the next run
        }
    }
}
