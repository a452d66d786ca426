package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Int8StoreTest {
    private static final List<long[]> SHAPES =
            List.of(new long[] {200, 600}, new long[] {96, 1030}, new long[] {8, 40});

    @TempDir
    private Path folder;

    private Path source;

    @BeforeEach
    void writeSource() throws Exception {
        Libtorch.start();
        assumeTrue(Int8Matrix.isPossible());
        source = folder.resolve("model.safetensors");
        Files.writeString(source, "weights");
    }

    private WeightOrigin origin() throws Exception {
        return WeightOrigin.of(List.of(source));
    }

    private Optional<Int8Store> find(String key) throws Exception {
        return Int8Store.find(Int8Store.name(), List.of(folder), origin(), key, SHAPES.size() + 1);
    }

    /** Writes a store of the matrices with one in the middle that is none; returns products with them. */
    private List<float[]> write(Scripts scripts) throws Exception {
        List<float[]> products = new ArrayList<>();
        List<List<Tensor>> matrices = new ArrayList<>();
        for (long[] shape : SHAPES) {
            Tensor weight = torch.randn(shape);
            IValue matrix = scripts.call(
                    "int8_matrix",
                    Values.of(weight),
                    Values.of(torch.full(new long[] {shape[1]}, new org.bytedeco.pytorch.Scalar(2f))),
                    Values.of(shape[1] < 1000 ? Values.longs() : Values.longs(3, 1020)),
                    Values.of(false));
            products.add(product(scripts, matrix, shape[1]));
            matrices.add(Values.toTensors(matrix));
        }
        matrices.add(1, List.of());
        Int8Store.write(Int8Store.name(), List.of(folder), origin(), "key", matrices);
        return products;
    }

    private static float[] product(Scripts scripts, IValue matrix, long inputs) {
        Tensor x = torch.arange(new org.bytedeco.pytorch.Scalar(3 * inputs))
                .to(torch.ScalarType.Float)
                .sin()
                .view(3, inputs);
        return Values.toFloats(scripts.tensor("dense_int8", Values.of(x), matrix, Values.of(false)));
    }

    @Test
    void mappedMatricesGiveTheSameBytes() throws Exception {
        try (PointerScope scope = new PointerScope();
                Scripts scripts = Scripts.load("layers", "int8")) {
            List<float[]> wanted = write(scripts);
            try (Int8Store store = find("key").orElseThrow()) {
                assertEquals(List.of(), store.parts(1));
                for (int i = 0; i < SHAPES.size(); i++) {
                    List<Tensor> parts = store.parts(i == 0 ? 0 : i + 1);
                    try (PointerScope inner = new PointerScope()) {
                        List<IValue> arguments =
                                new ArrayList<>(parts.stream().map(Values::of).toList());
                        arguments.add(Values.of(false));
                        IValue matrix = scripts.call("int8_list", arguments.toArray(IValue[]::new));
                        assertArrayEquals(wanted.get(i), product(scripts, matrix, SHAPES.get(i)[1]), "matrix " + i);
                    }
                }
            }
        }
    }

    @Test
    void anUnfinishedFileIsDeletedAndWithoutAFolderThereIsNone() throws Exception {
        try (PointerScope scope = new PointerScope();
                Scripts scripts = Scripts.load("layers", "int8")) {
            write(scripts);
            byte[] whole = Files.readAllBytes(folder.resolve(Int8Store.name()));
            Files.delete(folder.resolve(Int8Store.name()));
            try (Int8Store.Draft draft =
                    Int8Store.Draft.begin(Int8Store.name(), List.of(source, folder), origin(), "key", whole.length)) {
                draft.add(List.of());
                assertEquals(2, files());
            }
            assertEquals(1, files());
            write(scripts);
            assertEquals(whole.length, Files.size(folder.resolve(Int8Store.name())));
            try (Int8Store.Draft draft =
                    Int8Store.Draft.begin(Int8Store.name(), List.of(source), origin(), "key", whole.length)) {
                assertTrue(draft.hasFailed(), "a file is no folder");
                draft.add(List.of());
                draft.finish();
            }
            assertEquals(2, files());
        }
    }

    private long files() throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    void aFileOfOtherWeightsOrAnotherRecipeOrThatWasCutIsOfNoUse() throws Exception {
        try (PointerScope scope = new PointerScope();
                Scripts scripts = Scripts.load("layers", "int8")) {
            write(scripts);
        }
        assertTrue(find("other key").isEmpty());
        Path file = folder.resolve(Int8Store.name());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
        assertTrue(find("key").isEmpty());
        byte[] laidOutElsewhere = whole.clone();
        laidOutElsewhere[(1 << 16) + 5]++;
        Files.write(file, laidOutElsewhere);
        assertTrue(find("key").isEmpty(), "the sample differs");
        Files.write(file, whole);
        find("key").orElseThrow().close();
        Files.writeString(source, "WEIGHTS");
        Files.setLastModifiedTime(source, java.nio.file.attribute.FileTime.fromMillis(1));
        assertTrue(find("key").isEmpty());
    }
}
