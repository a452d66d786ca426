package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Laying a matrix out by ourselves must give what libtorch's own packing gives, to the bit. */
class PackedMatrixTest {
    @BeforeAll
    static void start() {
        Libtorch.start();
        assumeTrue(WeightLoader.packingWorks(), "this processor has no packed FP16 kernels");
    }

    @Test
    void thisLibtorchKeepsPackedMatricesWhereTheyAreExpected() {
        boolean linux =
                System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT).contains("linux");
        assertEquals(linux, PackedMatrix.isPossible());
    }

    @Test
    void productsAreThoseOfLibtorchsOwnPacking() {
        assumeTrue(PackedMatrix.isPossible());
        long[][] sizes = {{32, 1}, {64, 511}, {96, 512}, {64, 513}, {128, 1500}, {2080, 40}};
        try (PointerScope scope = new PointerScope();
                Scripts scripts = Scripts.load("layers")) {
            for (long[] size : sizes) {
                Tensor matrix = torch.randn(size).to(ScalarType.BFloat16);
                Tensor x = torch.randn(new long[] {11, size[1]});
                Tensor elements =
                        torch.zeros(PackedMatrix.elements(size[0], size[1])).to(ScalarType.Half);
                Tensor half = matrix.to(ScalarType.Half);
                for (long row = 0; row < size[0]; row += 32) {
                    PackedMatrix.write(elements, half.narrow(0, row, 32), row, size[0]);
                }
                Tensor theirs = torch.fbgemm_pack_gemm_matrix_fp16(matrix.to(ScalarType.Float));
                try (PackedMatrix ours = PackedMatrix.over(elements, size[0], size[1])) {
                    assertArrayEquals(product(scripts, x, theirs), product(scripts, x, ours.tensor()), 0f);
                }
            }
        }
    }

    /** fbgemm's kernels differ by the number of rows, and threads divide the outputs. */
    @Test
    void anObjectGivesTheSameBitsWithAnyNumberOfRowsAndThreads() {
        assumeTrue(PackedMatrix.isPossible());
        int[] rows = {1, 2, 3, 6, 7, 8, 13, 14, 15, 33, 64};
        try (PointerScope scope = new PointerScope();
                Scripts scripts = Scripts.load("layers", "int8")) {
            Tensor matrix = torch.randn(608, 1100).to(ScalarType.Half);
            Tensor elements = torch.zeros(PackedMatrix.elements(608, 1100)).to(ScalarType.Half);
            PackedMatrix.write(elements, matrix, 0, 608);
            try (PackedMatrix packed = PackedMatrix.over(elements, 608, 1100)) {
                for (int count : rows) {
                    Tensor x = torch.randn(count, 1100);
                    float[] wanted = product(scripts, x, packed.tensor());
                    for (int threads = 1; threads <= 3; threads++) {
                        Tensor y = Libtorch.withThreads(
                                threads,
                                () -> scripts.tensor(
                                        "multiply",
                                        Values.of(x),
                                        packed.object(),
                                        Values.tensors(List.of()),
                                        Values.of(false)));
                        assertArrayEquals(wanted, Values.toFloats(y), count + " rows, " + threads + " threads");
                    }
                }
            }
        }
    }

    private static float[] product(Scripts scripts, Tensor x, Tensor matrix) {
        float[] product = Values.toFloats(scripts.tensor("dense", Values.of(x), Values.of(matrix)));
        assertTrue(product.length > 0);
        return product;
    }
}
