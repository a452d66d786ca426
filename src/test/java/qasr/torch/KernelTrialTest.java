package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trial of this machine's arithmetic, in this process and in others with faults planted. */
class KernelTrialTest {
    @TempDir
    Path folder;

    @Test
    void everyKernelIsRightHereWithMuchToSpare() {
        List<KernelResult> results = KernelTrial.run();
        assertEquals(
                Set.of(Kernel.values()),
                Set.copyOf(results.stream().map(KernelResult::kernel).toList()));
        for (KernelResult result : results) {
            double share = result.error() / result.tolerance();
            assertTrue(share < 0.5, result + " allowed " + result.tolerance());
        }
    }

    /** The error of a hundredth of one number of many must not drown. */
    @Test
    void oneWrongNumberIsEnough() {
        try (PointerScope scope = new PointerScope()) {
            TrialNumbers numbers = new TrialNumbers();
            double[] x = numbers.fine(1000);
            Tensor right = TrialNumbers.tensor(x, 10, 100);
            assertEquals(0, TrialNumbers.error(x, right), 1e-12);
            Tensor wrong = right.clone();
            wrong.view(-1).narrow(0, 500, 1).add_(new org.bytedeco.pytorch.Scalar(1e-3));
            for (Kernel kernel : Kernel.values()) {
                boolean passes = new KernelResult(kernel, TrialNumbers.error(x, wrong)).passes();
                assertEquals(kernel == Kernel.BF16_PRODUCTS, passes, kernel.id());
            }
            wrong.view(-1).narrow(0, 1, 1).fill_(new org.bytedeco.pytorch.Scalar(Double.NaN));
            assertFalse(new KernelResult(Kernel.BF16_PRODUCTS, TrialNumbers.error(x, wrong)).passes());
        }
    }

    /** Each wrong variant must have a larger error than its kernel's tolerance. */
    @Test
    void wrongVariantsAreFurtherOffThanAllowed() {
        double[] x = new TrialNumbers().fine(4000);
        double[] right =
                Arrays.stream(x).map(number -> PlainLoops.gelu(4 * number)).toArray();
        double[] byTanh = Arrays.stream(x)
                .map(number -> 4 * number)
                .map(u -> 0.5 * u * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (u + 0.044715 * u * u * u))))
                .toArray();
        assertFalse(new KernelResult(Kernel.ACTIVATIONS, TrialNumbers.error(right, byTanh)).passes());
        // Sums over rows that are one number short, as unset channels of blocked weights make them.
        double[] whole = PlainLoops.product(x, x, 40);
        double[] shorter = x.clone();
        for (int i = 0; i < shorter.length; i += 40) {
            shorter[i] += 1.2e-3;
        }
        assertFalse(new KernelResult(Kernel.CONVOLUTIONS, TrialNumbers.error(whole, PlainLoops.product(shorter, x, 40)))
                .passes());
    }

    @Test
    void plantedFaultsHoldForAllInstructionsOrSome() {
        assertEquals(List.of("fft", "attention"), KernelTrial.faults("fft,attention@avx2", InstructionSet.AVX2));
        assertEquals(List.of("fft"), KernelTrial.faults("fft,attention@avx2", InstructionSet.NATIVE));
    }

    /** Through processes, as at the first run on a machine. */
    @Test
    void aPlantedFaultLeadsToFewerInstructionsAndACrashToNone() throws Exception {
        Path file = folder.resolve("kernels");
        KernelVerdict verdict = checked("norms@native,bf16-products@avx2", file);
        assertEquals(Optional.of(InstructionSet.AVX2), verdict.instructions());
        assertEquals(Set.of(Kernel.BF16_PRODUCTS), verdict.avoided());
        KernelVerdict crashed = checked("crash", file);
        assertEquals(Optional.empty(), crashed.instructions());
        assertEquals(InstructionSet.values().length, crashed.trouble().size());
        assertTrue(
                crashed.trouble().get(0).endsWith("(ended the process)"),
                crashed.trouble().toString());
    }

    private static KernelVerdict checked(String fault, Path file) throws Exception {
        System.setProperty(KernelTrial.FAULT, fault);
        try {
            KernelCheck check = new KernelCheck("test");
            KernelVerdict verdict = check.verdict(Optional.of(file));
            assertEquals(verdict, check.verdict(Optional.of(file)), "what is kept");
            return verdict;
        } finally {
            System.clearProperty(KernelTrial.FAULT);
        }
    }
}
