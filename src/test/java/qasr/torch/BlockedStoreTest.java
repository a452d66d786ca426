package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.model.ElementType;
import qasr.model.TensorEntry;

class BlockedStoreTest {
    /** The last two do not fill blocks of 64. */
    private static final List<MatrixPlan> PLANS = List.of(plan(256, 512), plan(480, 432), plan(100, 70));

    private static final long SEED = 7;
    private static final int[] ROWS = {1, 4, 14, 400};
    private static final int[] THREADS = {1, 2};

    @TempDir
    private Path folder;

    private Path source;
    private Scripts scripts;
    private final Map<Integer, List<float[]>> expected = new HashMap<>();
    private int laidOut;

    @BeforeEach
    void writeSource() throws Exception {
        Libtorch.start();
        Libtorch.setThreads(1);
        assumeTrue(BlockedTensors.isPossible(), "oneDNN has no BF16 here, or libffi is missing");
        source = folder.resolve("model.safetensors");
        Files.writeString(source, "weights");
        scripts = Scripts.load("layers");
    }

    @AfterEach
    void closeScripts() {
        if (scripts != null) {
            scripts.close();
        }
    }

    private static MatrixPlan plan(long out, long in) {
        return new MatrixPlan(List.of(new TensorEntry("w", ElementType.BF16, List.of(out, in), Path.of("x"), 0)));
    }

    private Tensor made(int index) {
        torch.manual_seed(SEED + index);
        MatrixPlan plan = PLANS.get(index);
        return BlockedMatrix.of(
                scripts, torch.randn(plan.rows(), plan.columns()).to(ScalarType.BFloat16));
    }

    /** Returns products with {@code matrix}, for all numbers of rows and threads. */
    private List<float[]> products(Tensor matrix) {
        List<float[]> products = new ArrayList<>();
        torch.manual_seed(SEED);
        for (int rows : ROWS) {
            Tensor x = torch.randn(rows, matrix.size(1));
            for (int threads : THREADS) {
                products.add(Values.toFloats(
                        Libtorch.withThreads(threads, () -> scripts.tensor("dense", Values.of(x), Values.of(matrix)))));
            }
        }
        return products;
    }

    private Optional<BlockedStore> store(Path... folders) throws Exception {
        return BlockedStore.open(
                BlockedStore.WHOLE, scripts, PLANS, List.of(folders), WeightOrigin.of(List.of(source)));
    }

    /** Opens the store, lays out what it has not, makes sure of the products, and closes it as a network does. */
    private void open(Path... folders) throws Exception {
        laidOut = 0;
        Optional<BlockedStore> store = store(folders);
        MatrixStores stores = new MatrixStores(Optional.empty(), store);
        try (PointerScope scope = new PointerScope()) {
            for (int i = 0; i < PLANS.size(); i++) {
                int index = i;
                Tensor matrix = store.flatMap(opened -> opened.matrix(index)).orElse(null);
                if (matrix == null) {
                    laidOut++;
                    matrix = store.isPresent() ? store.get().kept(i, made(i)) : made(i);
                }
                store.flatMap(opened -> opened.part(index)).ifPresent(MappedPart::leave); // no number may change
                List<float[]> wanted = expected.computeIfAbsent(i, which -> products(made(which)));
                List<float[]> actual = products(matrix);
                for (int j = 0; j < wanted.size(); j++) {
                    assertArrayEquals(wanted.get(j), actual.get(j), "matrix " + i + ", product " + j);
                }
            }
            stores.finishAfter(CompletableFuture.completedFuture(null));
        } finally {
            stores.close();
        }
    }

    private List<String> files() throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String name() {
        return BlockedStore.name(BlockedStore.WHOLE, BlockedStore.layout(scripts));
    }

    @Test
    void theSecondTimeNothingIsLaidOutAndProductsAreTheSameBits() throws Exception {
        open(folder);
        assertEquals(PLANS.size(), laidOut);
        assertEquals(List.of("model.safetensors", name()), files());
        assertEquals(List.of(folder.resolve(name())), PackedFiles.in(folder)); // what 'clean' removes
        open(folder);
        assertEquals(0, laidOut);
    }

    @Test
    void touchedWeightsAreStillTheSameAndChangedOnesAreNot() throws Exception {
        open(folder);
        Files.setLastModifiedTime(source, FileTime.fromMillis(1_000_000));
        open(folder);
        assertEquals(0, laidOut);
        Files.writeString(source, "WEIGHTS");
        Files.setLastModifiedTime(source, FileTime.fromMillis(2_000_000));
        open(folder);
        assertEquals(PLANS.size(), laidOut);
    }

    @Test
    void whatIsDamagedCutOrOfOtherMatricesIsMadeAnew() throws Exception {
        open(folder);
        Path file = folder.resolve(name());
        byte[] whole = Files.readAllBytes(file);
        String head = new String(whole, 0, 1 << 20, StandardCharsets.UTF_8);
        List<byte[]> damaged = new ArrayList<>(List.of(
                Arrays.copyOf(whole, whole.length - 1),
                Arrays.copyOf(whole, whole.length + 4096),
                Arrays.copyOf(whole, 100),
                new byte[0]));
        // In the format, the layout, a matrix's description, and the checksum.
        for (int place : new int[] {0, 25, head.lastIndexOf("0200") + 1, head.indexOf('\0') - 3}) {
            byte[] other = whole.clone();
            other[place] = (byte) (other[place] == '7' ? '8' : '7');
            damaged.add(other);
        }
        for (byte[] bytes : damaged) {
            Files.write(file, bytes);
            open(folder);
            assertEquals(PLANS.size(), laidOut);
            assertEquals(whole.length, Files.size(file));
        }
        List<MatrixPlan> others = List.of(PLANS.get(1), PLANS.get(0), PLANS.get(2));
        try (BlockedStore store = BlockedStore.open(
                        BlockedStore.WHOLE, scripts, others, List.of(folder), WeightOrigin.of(List.of(source)))
                .orElseThrow()) {
            assertFalse(store.isWhole());
        }
    }

    @Test
    void aFileOfAnotherLayoutIsLeftAlone() throws Exception {
        open(folder);
        String layout = BlockedStore.layout(scripts);
        assertTrue(layout.contains(Processor.vectors()));
        Path file = folder.resolve(name());
        Path other = folder.resolve(BlockedStore.name(BlockedStore.WHOLE, layout + "1"));
        assertNotEquals(file, other);
        Files.move(file, other);
        open(folder);
        assertEquals(PLANS.size(), laidOut);
        assertTrue(Files.exists(other)); // another machine's
    }

    @Test
    void whereNoFileCanBeWrittenTheWorkIsDoneInMemory() throws Exception {
        open(source); // a file is no folder
        open();
        assertEquals(PLANS.size(), laidOut);
        assertEquals(List.of("model.safetensors"), files());
    }

    @Test
    void theSecondFolderServesWhereTheFirstCannot() throws Exception {
        Path second = folder.resolve("cache");
        open(source, second);
        assertTrue(Files.exists(second.resolve(name())));
        open(source, second);
        assertEquals(0, laidOut);
    }

    @Test
    void aRunThatEndsBeforeAllIsLaidOutLeavesNothing() throws Exception {
        try (PointerScope scope = new PointerScope();
                BlockedStore store = store(folder).orElseThrow()) {
            store.kept(1, made(1));
            store.finish();
        }
        assertEquals(List.of("model.safetensors"), files());
    }

    @Test
    void aKilledRunLeavesADraftThatTheNextRemoves() throws Exception {
        Path draft = Files.writeString(folder.resolve(name() + ".01234567-999999999-01234567.tmp"), "half");
        Files.setLastModifiedTime(draft, FileTime.fromMillis(1));
        open(folder);
        assertEquals(List.of("model.safetensors", name()), files());
    }

    @Test
    void aFirstRunBesideAnotherComputesWithItsOwn() throws Exception {
        try (PointerScope scope = new PointerScope();
                BlockedStore other = store(folder).orElseThrow()) {
            other.kept(0, made(0));
            assertTrue(store(folder).isEmpty()); // the draft of this process is taken: in memory
            Path elsewhere = folder.resolve("elsewhere");
            open(elsewhere);
            Tensor matrix = other.matrix(0).orElseThrow();
            Files.delete(elsewhere.resolve(name()));
            assertArrayEquals(products(made(0)).get(0), products(matrix).get(0));
        }
    }
}
