package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests matrices for steps beside the same matrices for prompts. On processors without AMX, both are one. */
class StepMatrixTest {
    private static final long SEED = 11;
    private static final long MOST_ROWS = 33;
    /** BF16 has seven bits after the point: one step is at most this part of a number. */
    private static final double STEP = 1.0 / 128;

    @BeforeEach
    void start() {
        Libtorch.start();
        Libtorch.setThreads(1);
        assumeTrue(BlockedTensors.isPossible(), "oneDNN has no BF16 here, or libffi is missing");
    }

    @ParameterizedTest
    @CsvSource({"4096, 1024", "1024, 3072", "256, 512", "480, 432", "100, 70", "32, 32"})
    void aRowHasTheSameNumbersInAnyStepAndNearlyThoseOfAPrompt(long out, long in) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Scripts scripts = Scripts.load("layers")) {
            torch.manual_seed(SEED);
            Tensor matrix = BlockedMatrix.of(scripts, torch.randn(out, in).to(ScalarType.BFloat16));
            Tensor x = torch.randn(MOST_ROWS, in);
            Tensor step = StepMatrix.of(matrix);
            Tensor all = product(scripts, x, step, 1);
            for (int threads = 1; threads <= 2; threads++) {
                for (long rows = 1; rows <= MOST_ROWS; rows++) {
                    Tensor some = product(scripts, x.narrow(0, 0, rows), step, threads);
                    assertTrue(some.equal(all.narrow(0, 0, rows)), rows + " rows, threads: " + threads);
                }
            }
            Tensor prompt = product(scripts, x, matrix, 1);
            double range = prompt.abs().max().item_double();
            double most = all.sub(prompt).abs().max().item_double();
            assertTrue(most <= range * STEP, most + " of " + range);
        }
    }

    @ParameterizedTest
    @CsvSource({"256, 512", "100, 70"})
    void tilesAreNotUsedInStepsWithoutPaddedColumns(long out, long in) {
        try (PointerScope scope = new PointerScope();
                Scripts scripts = Scripts.load("layers")) {
            Tensor matrix = BlockedMatrix.of(scripts, torch.ones(out, in).to(ScalarType.BFloat16));
            Tensor step = StepMatrix.of(matrix);
            if (pairs(matrix) == 16 && in % 32 == 0) {
                assertEquals(8, pairs(step));
                assertEquals(
                        BlockedMatrix.bytes(matrix).address(),
                        BlockedMatrix.bytes(step).address());
            } else {
                assertSame(matrix, step);
            }
        }
    }

    /** Returns the pairs of columns in a block, from oneDNN's description. */
    private static long pairs(Tensor matrix) {
        return ByteBuffer.wrap(BlockedMatrix.description(matrix))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong(53 * Long.BYTES);
    }

    private static Tensor product(Scripts scripts, Tensor x, Tensor matrix, int threads) {
        return Libtorch.withThreads(threads, () -> scripts.tensor("dense", Values.of(x), Values.of(matrix)));
    }
}
