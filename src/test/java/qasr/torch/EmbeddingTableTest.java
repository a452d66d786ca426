package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.model.ElementType;
import qasr.model.TensorEntry;

class EmbeddingTableTest {
    private static final int BEFORE = 6; // so that rows of bfloat16 do not lie at multiples of four
    private static final int HIDDEN = 4;
    private static final int TOKENS = 5;

    @TempDir
    Path temporary;

    private Path file;

    @BeforeEach
    void start() {
        Libtorch.start();
        file = temporary.resolve("model.safetensors");
    }

    /** Row t is t, t + 1/4, t + 2/4, t + 3/4. */
    private static float number(int token, int column) {
        return token + column / 4f;
    }

    private TensorEntry table(ElementType type) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(BEFORE + TOKENS * HIDDEN * type.bytes())
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(BEFORE);
        for (int token = 0; token < TOKENS; token++) {
            for (int column = 0; column < HIDDEN; column++) {
                int bits = Float.floatToIntBits(number(token, column));
                if (type == ElementType.F32) {
                    bytes.putInt(bits);
                } else {
                    bytes.putShort((short) (bits >> 16));
                }
            }
        }
        Files.write(file, bytes.array());
        return new TensorEntry("embed", type, List.of((long) TOKENS, (long) HIDDEN), file, BEFORE);
    }

    private static float[] wanted(int... ids) {
        float[] all = new float[ids.length * HIDDEN];
        for (int i = 0; i < all.length; i++) {
            all[i] = number(ids[i / HIDDEN], i % HIDDEN);
        }
        return all;
    }

    @Test
    void rowsAreThoseOfTheFileInAnyOrder() throws Exception {
        for (ElementType type : List.of(ElementType.F32, ElementType.BF16)) {
            try (PointerScope scope = new PointerScope();
                    EmbeddingTable table = EmbeddingTable.open(table(type), new Device("cpu"))) {
                int[] ids = {4, 0, 2, 2};
                assertArrayEquals(wanted(ids), Values.toFloats(table.rows(ids)), 0, type.toString());
                assertArrayEquals(wanted(3), Values.toFloats(table.rows(3)), 0, type.toString());
            }
        }
    }

    @Test
    void aTokenThatTheTableDoesNotHaveIsRefused() throws Exception {
        try (PointerScope scope = new PointerScope();
                EmbeddingTable table = EmbeddingTable.open(table(ElementType.F32), new Device("cpu"))) {
            Exception e = assertThrows(IndexOutOfBoundsException.class, () -> table.rows(TOKENS));
            assertTrue(e.getMessage().contains("embed has 5 rows, none for token 5"), e.getMessage());
            assertThrows(IndexOutOfBoundsException.class, () -> table.rows(-1));
        }
    }

    @Test
    void aFileThatShrinksWhileItIsUsedIsNamed() throws Exception {
        try (PointerScope scope = new PointerScope();
                EmbeddingTable table = EmbeddingTable.open(table(ElementType.F32), new Device("cpu"))) {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 4));
            assertArrayEquals(wanted(3), Values.toFloats(table.rows(3)));
            Exception e = assertThrows(IllegalStateException.class, () -> table.rows(4));
            assertTrue(e.getMessage().startsWith(file + ": cannot be read while it is used"), e.getMessage());
        }
    }
}
