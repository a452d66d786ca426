package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The program on processors that this machine does not have, by Debian's qemu-user: {@code mvn -B -Pqemu verify}. An
 * emulator has its own arithmetic, so this shows which instructions the libraries choose and need, and that each of those
 * kernels is right as it is written.
 */
@Tag("qemu")
final class EmulatedProcessorTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"Haswell", "Skylake-Client", "EPYC"})
    void everyKernelForAnotherProcessorIsRight(String processor) throws Exception {
        List<String> said = new ArrayList<>();
        assertEquals(0, run(processor, said, KernelTrial.class.getName(), "native"), said::toString);
        List<KernelResult> results = said.stream()
                .filter(line -> line.startsWith(KernelTrial.END))
                .map(line -> KernelVerdictFile.result(line.substring(KernelTrial.END.length())))
                .flatMap(Optional::stream)
                .toList();
        assertEquals(Kernel.values().length, results.size(), said::toString);
        results.forEach(result -> assertTrue(result.passes(), result::toString));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nehalem", "SandyBridge"})
    void aProcessorWithoutAvx2GetsOneLineAndStatusSix(String processor) throws Exception {
        for (String command : List.of("transcribe", "segment", "detect-lang")) {
            List<String> said = new ArrayList<>();
            assertEquals(6, run(processor, said, "qasr.cli.Main", command, "examples/spanish.mp3"), said::toString);
            assertEquals(1, said.size(), said::toString);
            assertTrue(said.get(0).contains("has no AVX2 instructions"), said.get(0));
        }
    }

    @Test
    void helpNeedsNothing() throws Exception {
        assertEquals(0, run("Nehalem", new ArrayList<>(), "qasr.cli.Main", "--help"));
    }

    /** Returns the status, and what was printed but for the emulator's own warnings. */
    private int run(String processor, List<String> said, String main, String... arguments) throws Exception {
        assumeTrue(isInstalled(), "qemu-x86_64 is not installed: apt-get install qemu-user");
        Path out = folder.resolve("out");
        List<String> command = new ArrayList<>(List.of(
                "qemu-x86_64",
                "-cpu",
                processor,
                Path.of(System.getProperty("java.home"), "bin", "java")
                        .toRealPath()
                        .toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dqasr.home=.",
                "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir", ""),
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        Files.readAllLines(out).stream()
                .filter(line -> !line.contains("TCG doesn't support"))
                .forEach(said::add);
        return status;
    }

    private static boolean isInstalled() {
        for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(place, "qemu-x86_64"))) {
                return true;
            }
        }
        return false;
    }
}
