package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
    void argumentsThatTheJvmHasReplacedAreTakenFromTheCommandLine() {
        byte[] line = "java\0-cp\0x\0qasr.cli.Main\0segment\0caf\u00E9\0".getBytes(StandardCharsets.ISO_8859_1);
        assertArrayEquals(new String[] {"segment", "caf\uDCE9"}, RawArguments.of(line, "segment", "caf\uFFFD"));
        String[] others = {"detect", "caf\uFFFD"};
        assertArrayEquals(others, RawArguments.of(line, others));
    }
}
