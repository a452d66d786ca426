package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.model.DeviceException;
import qasr.model.Precision;

/** Tests the reactions to wrong kernels: a fault is planted for each branch. */
class KernelVerdictTest {
    @TempDir
    Path folder;

    /** The requested trials, in order. */
    private final List<InstructionSet> tried = new ArrayList<>();

    private KernelVerdict decided(Map<InstructionSet, Set<Kernel>> wrong) {
        return KernelVerdict.decide(set -> {
            tried.add(set);
            return Optional.of(trial(wrong.getOrDefault(set, Set.of())));
        });
    }

    private static KernelVerdict.Trial trial(Set<Kernel> wrong) {
        return new KernelVerdict.Trial(
                Arrays.stream(Kernel.values())
                        .map(kernel -> new KernelResult(kernel, wrong.contains(kernel) ? 0.5 : 1e-12))
                        .toList(),
                Optional.empty());
    }

    @Test
    void withoutFaultsNothingElseIsTried() throws DeviceException {
        KernelVerdict verdict = decided(Map.of());
        assertEquals(Optional.of(InstructionSet.NATIVE), verdict.instructions());
        assertEquals(Set.of(), verdict.avoided());
        assertEquals(Optional.empty(), verdict.note());
        assertEquals(List.of(InstructionSet.NATIVE), tried);
        KernelCheck.require(verdict, Map.of());
    }

    @Test
    void aPrecisionThatIsWrongIsAvoided() {
        KernelVerdict verdict =
                decided(Map.of(InstructionSet.NATIVE, Set.of(Kernel.INT8_PRODUCTS, Kernel.BF16_PRODUCTS)));
        assertEquals(Optional.of(InstructionSet.NATIVE), verdict.instructions());
        assertEquals(Set.of(Kernel.INT8_PRODUCTS, Kernel.BF16_PRODUCTS), verdict.avoided());
        assertEquals(
                "computes wrongly: products in BF16, products in 8 bits, which are not used",
                verdict.note().orElseThrow());
    }

    @Test
    void convolutionsThatAreWrongAreComputedAsProducts() {
        KernelVerdict verdict = decided(Map.of(InstructionSet.NATIVE, Set.of(Kernel.CONVOLUTIONS)));
        assertEquals(Set.of(Kernel.CONVOLUTIONS), verdict.avoided());
        assertEquals(Optional.of(InstructionSet.NATIVE), verdict.instructions());
    }

    @Test
    void fewerInstructionsAreUsedWhereAnOperatorHasNoOtherWay() throws DeviceException {
        for (Kernel kernel : List.of(Kernel.FP32_PRODUCTS, Kernel.ATTENTION, Kernel.DETECTOR, Kernel.FP16_PRODUCTS)) {
            KernelVerdict verdict = decided(Map.of(InstructionSet.NATIVE, Set.of(kernel)));
            assertEquals(Optional.of(InstructionSet.AVX2), verdict.instructions(), kernel.id());
            assertEquals(Set.of(), verdict.avoided());
            assertEquals(
                    "computes wrongly with all instructions: " + kernel.label() + "; using instructions up to AVX2",
                    verdict.note().orElseThrow());
            assertThrows(DeviceException.class, () -> KernelCheck.require(verdict, Map.of()));
            KernelCheck.require(verdict, InstructionSet.AVX2.settings());
        }
    }

    @Test
    void ofSeveralLevelsTheFirstThatIsRightIsTaken() {
        KernelVerdict verdict = decided(Map.of(
                InstructionSet.NATIVE, Set.of(Kernel.NORMS),
                InstructionSet.AVX2, Set.of(Kernel.FFT)));
        assertEquals(Optional.of(InstructionSet.SSE41), verdict.instructions());
        assertEquals(2, verdict.trouble().size());
    }

    /** Slow is better than wrong: without FP16 anywhere, the most instructions with which float32 is right. */
    @Test
    void withoutFp16AnywhereTheMostInstructionsAreUsedInFloat32() throws DeviceException {
        KernelVerdict verdict = decided(Map.of(
                InstructionSet.NATIVE, Set.of(Kernel.ATTENTION),
                InstructionSet.AVX2, Set.of(Kernel.FP16_PRODUCTS),
                InstructionSet.SSE41, Set.of(Kernel.FP16_PRODUCTS)));
        assertEquals(Optional.of(InstructionSet.AVX2), verdict.instructions());
        assertEquals(Set.of(Kernel.FP16_PRODUCTS), verdict.avoided());
        Libtorch.start();
        Device cpu = new Device("cpu");
        assertEquals(Precision.FP32, MachinePrecision.on(cpu, Precision.AUTO, false, verdict.avoided()));
        for (Precision precision : List.of(Precision.FP16, Precision.INT8)) {
            DeviceException refused = assertThrows(
                    DeviceException.class, () -> MachinePrecision.on(cpu, precision, true, verdict.avoided()));
            assertTrue(
                    refused.getMessage().contains("computes products with FP16 weights wrongly"), refused.getMessage());
        }
        assertThrows(
                DeviceException.class,
                () -> MachinePrecision.on(cpu, Precision.BF16, true, Set.of(Kernel.BF16_PRODUCTS)));
        assertEquals(Precision.FP32, MachinePrecision.on(cpu, Precision.FP32, true, EnumSet.allOf(Kernel.class)));
    }

    @Test
    void withoutAnyCorrectKernelNothingIsComputed() {
        Set<Kernel> wrong = Set.of(Kernel.SOFTMAX);
        KernelVerdict verdict =
                decided(Map.of(InstructionSet.NATIVE, wrong, InstructionSet.AVX2, wrong, InstructionSet.SSE41, wrong));
        assertEquals(Optional.empty(), verdict.instructions());
        String message = assertThrows(DeviceException.class, () -> KernelCheck.require(verdict, Map.of()))
                .getMessage();
        assertTrue(message.contains("soft-max"), message);
        assertTrue(message.contains(KernelCheck.processor()), message);
    }

    @Test
    void aKernelThatEndsTheProcessIsWrong() {
        KernelVerdict verdict = KernelVerdict.decide(set -> Optional.of(
                set == InstructionSet.NATIVE
                        ? new KernelVerdict.Trial(List.of(), Optional.of("convolutions"))
                        : trial(Set.of())));
        assertEquals(Optional.of(InstructionSet.AVX2), verdict.instructions());
        assertEquals(List.of("with all instructions: convolutions (ended the process)"), verdict.trouble());
    }

    @Test
    void aProcessThatEndsInTheMiddleOfAKernelHasFoundOutThatOne() {
        List<String> lines = List.of("loading", "begin norms", "end norms 1.0E-8", "begin fft");
        KernelVerdict.Trial crashed = KernelCheck.outcome(lines, 1).orElseThrow();
        assertEquals(Optional.of("FFT and mel filters"), crashed.crashedIn());
        assertEquals(List.of(new KernelResult(Kernel.NORMS, 1e-8)), crashed.results());
        assertEquals(
                Optional.of("loading the libraries"),
                KernelCheck.outcome(List.of("loading"), 134).orElseThrow().crashedIn());
        assertEquals(
                Optional.empty(), KernelCheck.outcome(lines, 0).orElseThrow().crashedIn());
        assertEquals(Optional.empty(), KernelCheck.outcome(lines, 137), "killed for want of memory");
        assertEquals(Optional.empty(), KernelCheck.outcome(List.of("loading", "unloadable"), 0));
        assertEquals(Optional.empty(), KernelCheck.outcome(List.of(), 1), "no JVM could be started");
    }

    @Test
    void aTrialThatCannotBeMadeProvesNothing() throws DeviceException {
        KernelVerdict verdict = KernelVerdict.decide(set -> Optional.empty());
        assertEquals(KernelVerdict.UNKNOWN, verdict);
        assertEquals(Optional.empty(), verdict.note());
        KernelCheck.require(verdict, Map.of());
    }

    @Test
    void aTrialThatCannotBeMadeDoesNotMakeAWrongKernelRight() {
        KernelVerdict verdict = KernelVerdict.decide(set -> switch (set) {
            case NATIVE -> Optional.of(trial(Set.of(Kernel.NORMS)));
            case AVX2 -> Optional.empty();
            case SSE41 -> Optional.of(trial(Set.of()));
        });
        assertEquals(Optional.of(InstructionSet.SSE41), verdict.instructions());
        assertEquals(
                List.of(
                        "with all instructions: layer and RMS norms",
                        "with instructions up to AVX2: could not be tried"),
                verdict.trouble());
        KernelVerdict none = KernelVerdict.decide(
                set -> set == InstructionSet.NATIVE ? Optional.of(trial(Set.of(Kernel.NORMS))) : Optional.empty());
        assertEquals(Optional.empty(), none.instructions());
    }

    @Test
    void aVerdictIsKeptPerMachineAndSettings() throws IOException {
        KernelVerdict verdict = decided(Map.of(
                InstructionSet.NATIVE, Set.of(Kernel.ATTENTION),
                InstructionSet.AVX2, Set.of(Kernel.BF16_PRODUCTS)));
        KernelVerdictFile file = new KernelVerdictFile(folder.resolve("kernels"));
        assertEquals(Optional.empty(), file.read("here", Map.of()));
        Map<String, String> user = Map.of("OPENBLAS_CORETYPE", "Zen");
        file.write("here", user, verdict);
        assertEquals(Optional.of(verdict), file.read("here", user));
        assertEquals(
                Optional.of(verdict), file.read("here", InstructionSet.AVX2.settings()), "as the launcher sets them");
        assertEquals(Optional.empty(), file.read("there", user));
        assertEquals(Optional.empty(), file.read("here", Map.of()), "other settings");
        List<String> lines = Files.readAllLines(folder.resolve("kernels"));
        InstructionSet.AVX2
                .settings()
                .forEach((name, value) -> assertTrue(lines.contains("export " + name + "=" + value), name));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
        Files.writeString(folder.resolve("kernels"), "machine=here\nenvironment=,,,\ninstructions=perhaps\n");
        assertEquals(Optional.empty(), file.read("here", Map.of()));
        file.write("here", Map.of(), new KernelVerdict(Optional.empty(), List.of(), List.of("all of it")));
        assertFalse(file.read("here", Map.of()).orElseThrow().instructions().isPresent());
    }
}
