package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Tests the property that gives processors without VNNI the same sums, for machines that have VNNI. */
final class Int8ScalesTest {
    private static final int GREATEST_X = 255;

    @Test
    void twoNeighboursNeverSaturate16Bits() {
        Libtorch.start();
        try (PointerScope scope = new PointerScope();
                Scripts scripts = Scripts.load("layers", "int8")) {
            torch.manual_seed(3);
            for (long width : new long[] {2, 7, 64, 1024}) {
                Tensor weight = torch.randn(500, width).pow(new Scalar(3));
                Tensor scales = scripts.tensor("int8_scales", Values.of(weight));
                float[] numbers = Values.toFloats(scripts.tensor("int8_numbers", Values.of(weight), Values.of(scales)));
                float most = 0;
                for (int row = 0; row < 500; row++) {
                    for (int i = 0; i + 1 < width; i += 2) {
                        int at = Math.toIntExact(row * width + i);
                        float up = Math.max(0, numbers[at]) + Math.max(0, numbers[at + 1]);
                        float down = Math.min(0, numbers[at]) + Math.min(0, numbers[at + 1]);
                        most = Math.max(most, Math.max(up, -down));
                    }
                }
                assertTrue(GREATEST_X * most <= Short.MAX_VALUE, most + " at width " + width);
                assertTrue(most >= 120, "the scale wastes more than it must: " + most);
            }
        }
    }
}
