package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.engine.ProcessLimits;

/** Tests the information about this process from the system: its limits and its command line. */
final class ProcessSurroundingsTest {
    @Test
    void limitsAreNamedAsTheShellCallsThem() {
        String limits = """
                Limit                     Soft Limit           Hard Limit           Units
                Max file size             unlimited            unlimited            bytes
                Max stack size            8388608              unlimited            bytes
                Max processes             96365                96365                processes
                Max open files            20                   20000                files
                Max address space         6144000000           unlimited            bytes
                """;
        assertEquals(
                Optional.of("the limit on open files (ulimit -n) is 20,"
                        + " the limit on virtual memory (ulimit -v) is 6000000 kB"),
                ProcessLimits.small(limits));
        assertEquals(
                Optional.empty(),
                ProcessLimits.small(limits.replace("6144000000", "unlimited").replace(" 20 ", " 1024 ")));
    }

    @Test
    void aLackOfMemoryIsNoInternalErrorWhereverItIsMet() {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        for (Throwable problem :
                List.of(error, new CompletionException(error), new IllegalStateException("chunk 3", error))) {
            Failure failure = ProcessLimits.failure("a.wav", problem);
            assertEquals(ExitStatus.DEVICE, failure.status());
            assertTrue(failure.line().startsWith("a.wav: out of memory: Java heap space; "), failure.line());
        }
        for (String words : List.of(
                "[enforce fail at alloc_cpu.cpp:117] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to"
                        + " allocate 4000000000 bytes. Error code 12 (Cannot allocate memory)",
                "CUDA out of memory. Tried to allocate 2.00 GiB",
                "std::bad_alloc")) {
            RuntimeException problem = new RuntimeException(words + "\nException raised from alloc_cpu\nframe #0");
            for (Throwable each : List.of(problem, new CompletionException(problem))) {
                Failure failure = ProcessLimits.failure("a.wav", each);
                assertEquals(ExitStatus.DEVICE, failure.status(), words);
                assertEquals(
                        "a.wav: out of memory: " + words
                                + "; close other programs, or use --dtype int8 or fewer --threads",
                        failure.line());
            }
        }
        assertEquals(
                ExitStatus.INTERNAL,
                ProcessLimits.failure("a.wav", new IllegalStateException("chunk 3"))
                        .status());
    }

    @Test
    void argumentsThatTheJvmHasReplacedAreTakenFromTheCommandLine() {
        byte[] line = "java\0-cp\0x\0qasr.cli.Main\0segment\0caf\u00E9\0".getBytes(StandardCharsets.ISO_8859_1);
        assertArrayEquals(new String[] {"segment", "caf\uDCE9"}, RawArguments.of(line, "segment", "caf\uFFFD"));
        String[] others = {"detect", "caf\uFFFD"};
        assertArrayEquals(others, RawArguments.of(line, others));
    }
}
