package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.model.ElementType;
import qasr.model.ModelException;
import qasr.model.TensorEntry;

class PackedStoreTest {
    private static final List<MatrixPlan> PLANS = List.of(plan(64, 40), plan(32, 600));

    @TempDir
    private Path folder;

    private Path source;
    private int filled;

    @BeforeEach
    void writeSource() throws Exception {
        Libtorch.start();
        assumeTrue(PackedMatrix.isPossible());
        source = folder.resolve("model.safetensors");
        Files.writeString(source, "weights");
    }

    private static MatrixPlan plan(long out, long in) {
        return new MatrixPlan(List.of(new TensorEntry("w", ElementType.BF16, List.of(out, in), Path.of("x"), 0)));
    }

    /** Opens the store, filling what must be filled with a number for each matrix, and returns one product of each. */
    private float[] open(Path... folders) throws ModelException {
        filled = 0;
        try (PackedStore store = PackedStore.open(
                        PackedStore.NAME, PLANS, List.of(folders), WeightOrigin.of(List.of(source)), this::fill);
                PointerScope scope = new PointerScope();
                Scripts scripts = Scripts.load("layers")) {
            float[] products = new float[2];
            for (int i = 0; i < 2; i++) {
                Tensor x = torch.ones(3, PLANS.get(i).columns());
                products[i] = Values.toFloats(scripts.tensor(
                        "dense", Values.of(x), Values.of(store.matrix(i).orElseThrow())))[5];
            }
            return products;
        }
    }

    private boolean fill(int index, Tensor target) {
        filled++;
        MatrixPlan plan = PLANS.get(index);
        Tensor rows = torch.ones(plan.rows(), plan.columns())
                .mul(new org.bytedeco.pytorch.Scalar(index + 1))
                .to(ScalarType.Half);
        PackedMatrix.write(target, rows, 0, plan.rows());
        return true;
    }

    private List<String> files() throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theSecondTimeNothingIsLaidOut() throws Exception {
        assertArrayEquals(new float[] {40, 1200}, open(folder));
        assertEquals(2, filled);
        assertEquals(List.of("model.safetensors", PackedStore.NAME), files());
        assertArrayEquals(new float[] {40, 1200}, open(folder));
        assertEquals(0, filled);
    }

    /** Memory without a file would lose its numbers. */
    @Test
    void onlyMatricesOfAFileMayLeaveMemory() throws Exception {
        WeightOrigin origin = WeightOrigin.of(List.of(source));
        try (PackedStore memory = PackedStore.open(PackedStore.NAME, PLANS, List.of(), origin, this::fill);
                PackedStore made = PackedStore.open(PackedStore.NAME, PLANS, List.of(folder), origin, this::fill);
                PackedStore found = PackedStore.open(PackedStore.NAME, PLANS, List.of(folder), origin, this::fill);
                PointerScope scope = new PointerScope();
                Scripts scripts = Scripts.load("layers")) {
            assertEquals(Optional.empty(), memory.part(1));
            for (PackedStore store : List.of(made, found)) {
                store.part(1).orElseThrow().leave();
                Tensor product = scripts.tensor(
                        "dense",
                        Values.of(torch.ones(3, PLANS.get(1).columns())),
                        Values.of(store.matrix(1).orElseThrow()));
                assertEquals(1200, Values.toFloats(product)[5]);
            }
        }
    }

    @Test
    void touchedWeightsAreStillTheSameAndChangedOnesAreNot() throws Exception {
        open(folder);
        Files.setLastModifiedTime(source, FileTime.fromMillis(1_000_000));
        open(folder);
        assertEquals(0, filled);
        Files.writeString(source, "WEIGHTS");
        Files.setLastModifiedTime(source, FileTime.fromMillis(2_000_000));
        open(folder);
        assertEquals(2, filled);
    }

    /** A change that neither length nor time shows tells whether the weights were read. */
    @Test
    void touchedWeightsAreReadOnce() throws Exception {
        open(folder);
        FileTime touched = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(source, touched);
        open(folder);
        assertEquals(0, filled);
        assertEquals(List.of("model.safetensors", PackedStore.NAME, "qasr-times.packed"), files());
        assertEquals(2, PackedFiles.in(folder).size(), "which 'clean' finds");
        Files.writeString(source, "WEIGHTS");
        Files.setLastModifiedTime(source, touched);
        open(folder);
        assertEquals(0, filled);
        Files.setLastModifiedTime(source, FileTime.fromMillis(2_000_000));
        open(folder);
        assertEquals(2, filled);
    }

    @Test
    void aFileThatWasCutOrIsOfAnotherFormatIsMadeAnew() throws Exception {
        open(folder);
        Path packed = folder.resolve(PackedStore.NAME);
        byte[] whole = Files.readAllBytes(packed);
        Files.write(packed, java.util.Arrays.copyOf(whole, whole.length - 1));
        assertArrayEquals(new float[] {40, 1200}, open(folder));
        assertEquals(2, filled);
        byte[] other = whole.clone();
        other[0]++;
        Files.write(packed, other);
        open(folder);
        assertEquals(2, filled);
        assertArrayEquals(whole, Files.readAllBytes(packed));
    }

    @Test
    void whereNoFileCanBeWrittenTheWorkIsDoneInMemory() throws Exception {
        assertArrayEquals(new float[] {40, 1200}, open(source)); // a file is no folder
        assertEquals(2, filled);
        assertArrayEquals(new float[] {40, 1200}, open());
        assertEquals(List.of("model.safetensors"), files());
    }

    @Test
    void theSecondFolderServesWhereTheFirstCannot() throws Exception {
        Path second = folder.resolve("cache");
        open(source, second);
        assertTrue(Files.exists(second.resolve(PackedStore.NAME)));
        open(source, second);
        assertEquals(0, filled);
    }

    @Test
    void abandonedDraftsAreRemoved() throws Exception {
        for (String name : List.of(PackedStore.NAME, "qasr-bf16-01234567.packed")) {
            Path draft = Files.writeString(folder.resolve(name + ".01234567-999999999-01234567.tmp"), "half");
            Files.setLastModifiedTime(draft, FileTime.fromMillis(1));
        }
        Path running = Draft.of(folder.resolve("qasr-int8-01234567.packed"));
        Files.writeString(running, "half, of this process");
        open(folder);
        assertEquals(
                List.of(
                        "model.safetensors",
                        PackedStore.NAME,
                        running.getFileName().toString()),
                files());
    }
}
