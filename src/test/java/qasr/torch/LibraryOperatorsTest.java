package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

final class LibraryOperatorsTest {
    private static CompilationUnit layers() throws IOException {
        try (InputStream stream = LibraryOperatorsTest.class.getResourceAsStream("/qasr/torch/layers.py")) {
            return torch.compile(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** As on macOS, whose libtorch has no oneDNN. */
    @Test
    void withoutAnOperatorAllOtherFunctionsCompute() throws IOException {
        Libtorch.start();
        try (PointerScope scope = new PointerScope()) {
            CompilationUnit unit = layers();
            LibraryOperators.replace(unit, "blocked_product", "aten::mkldnn_linear", "mkldnn::_no_such_product");
            LibraryOperators.replace(unit, "blocked_matrix", "aten::to_mkldnn", "mkldnn::_no_such_matrix");
            float[] product = Values.toFloats(unit.get_function(new QualifiedName("dense"))
                    .apply(new IValueVector(Values.of(torch.ones(2, 3)), Values.of(torch.ones(4, 3))))
                    .toTensor());
            assertArrayEquals(new float[] {3, 3, 3, 3, 3, 3, 3, 3}, product);
        }
    }
}
