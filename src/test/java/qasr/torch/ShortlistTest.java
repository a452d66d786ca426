package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.model.ElementType;
import qasr.model.TensorEntry;

class ShortlistTest {
    private static final int VOCABULARY = 9000; // more than is made at once
    private static final int HIDDEN = 96;
    private static final int ROWS = 24;

    @TempDir
    Path temporary;

    private Scripts scripts;
    private TensorEntry entry;

    @BeforeEach
    void start() {
        Libtorch.start();
        assumeTrue(Int8Matrix.isPossible());
        scripts = Scripts.load("layers", "int8", "choices");
    }

    @AfterEach
    void close() {
        if (scripts != null) {
            scripts.close();
        }
    }

    /** Writes a table whose numbers are normally distributed, but for a few channels that are far greater. */
    private float[] writeTable(long seed, float outliers) throws Exception {
        Random random = new Random(seed);
        float[] numbers = new float[VOCABULARY * HIDDEN];
        for (int i = 0; i < numbers.length; i++) {
            float size = i % HIDDEN == 17 || i % HIDDEN == 60 ? outliers : 1;
            numbers[i] = (float) (size * random.nextGaussian());
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        Path file = temporary.resolve("model.safetensors");
        try (DataOutputStream stream = new DataOutputStream(Files.newOutputStream(file))) {
            stream.write(bytes.array());
        }
        entry = new TensorEntry("embed", ElementType.F32, List.of((long) VOCABULARY, (long) HIDDEN), file, 0);
        return numbers;
    }

    private static Tensor states(long seed, float outlier) {
        Random random = new Random(seed);
        float[] numbers = new float[ROWS * HIDDEN];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) ((i % HIDDEN == 5 ? outlier : 1) * random.nextGaussian());
        }
        return Values.floats(numbers).view(ROWS, HIDDEN);
    }

    /** The output layer with all products, and the one with a few only. */
    private record Both(OutputLayer all, OutputLayer few) implements AutoCloseable {
        @Override
        public void close() {
            all.close();
            few.close();
        }
    }

    private static Both both(Tensor table, EmbeddingTable rows, Shortlist shortlist) {
        Device cpu = new Device("cpu");
        return new Both(
                new OutputLayer(table, rows, Optional.empty(), cpu),
                new OutputLayer(table, rows, Optional.of(shortlist), cpu));
    }

    private static void assertSame(Choices wanted, Choices got, String which) {
        for (int row = 0; row < ROWS; row++) {
            assertEquals(wanted.token(row), got.token(row), which + ", row " + row);
            assertEquals(wanted.logProbability(row), got.logProbability(row), 0.02, which + ", row " + row);
            assertEquals(wanted.finite(row), got.finite(row));
        }
    }

    @Test
    void theTokenIsTheOneOfAllProducts() throws Exception {
        for (float outliers : new float[] {1, 40}) {
            for (int seed = 1; seed <= 3; seed++) {
                try (PointerScope scope = new PointerScope()) {
                    Tensor table = Values.floats(writeTable(seed, outliers)).view(VOCABULARY, HIDDEN);
                    Tensor states = states(100 + seed, outliers);
                    try (EmbeddingTable rows = EmbeddingTable.open(entry, new Device("cpu"));
                            Shortlist shortlist = Shortlist.of(scripts, table, torch.ones(HIDDEN));
                            Both both = both(table, rows, shortlist)) {
                        String which = "seed " + seed + ", outliers " + outliers;
                        assertSame(both.all.choose(states), both.few.choose(states), which);
                        assertRestricted(both, states, which);
                        assertProbabilities(both, states);
                    }
                }
            }
        }
    }

    private static void assertRestricted(Both both, Tensor states, String which) {
        Choices free = both.all.choose(states);
        List<long[]> allowed = new ArrayList<>();
        List<long[]> recent = new ArrayList<>();
        float[] penalties = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            long best = free.token(row);
            allowed.add(row % 3 == 0 ? new long[] {(best + 1) % VOCABULARY, 7, 8999} : new long[0]);
            recent.add(row % 2 == 0 ? new long[] {best, 3} : new long[0]);
            penalties[row] = 3;
        }
        assertSame(
                both.all.chooseAmong(states, allowed, recent, penalties, 1),
                both.few.chooseAmong(states, allowed, recent, penalties, 1),
                which + ", restricted");
    }

    private static void assertProbabilities(Both both, Tensor states) {
        long[] tokens = IntStream.range(0, ROWS).mapToLong(i -> 31L * i).toArray();
        assertArrayEquals(both.all.logProbabilities(states, tokens), both.few.logProbabilities(states, tokens), 0.02);
    }

    @Test
    void outlyingChannelsDoNotMakeAllTokensLikely() throws Exception {
        try (PointerScope scope = new PointerScope()) {
            Tensor table = Values.floats(writeTable(8, 1)).view(VOCABULARY, HIDDEN);
            for (float outlier : new float[] {1, 10, 100, 1000}) {
                try (Shortlist shortlist = Shortlist.of(scripts, table, torch.ones(HIDDEN))) {
                    IValue none = Values.tensors(Collections.nCopies(ROWS, Values.longs()));
                    List<Tensor> found = Values.toTensors(scripts.call(
                            "rough_scores", Values.of(states(9, outlier)), shortlist.matrix(), none, none));
                    long most = found.subList(1, found.size()).stream()
                            .mapToLong(Tensor::numel)
                            .max()
                            .orElseThrow();
                    assertTrue(most < VOCABULARY / 20, most + " likely tokens, outlier " + outlier);
                }
            }
        }
    }

    @Test
    void aRowSaysTheSameAloneAndBesideOthers() throws Exception {
        try (PointerScope scope = new PointerScope()) {
            Tensor table = Values.floats(writeTable(4, 1)).view(VOCABULARY, HIDDEN);
            Tensor states = states(5, 1);
            states.narrow(0, 3, 1).zero_(); // every token may be the likeliest: all products are made
            states.narrow(0, 4, 1).fill_(new Scalar(Float.NaN));
            try (EmbeddingTable rows = EmbeddingTable.open(entry, new Device("cpu"));
                    Shortlist shortlist = Shortlist.of(scripts, table, torch.ones(HIDDEN));
                    Both both = both(table, rows, shortlist)) {
                Choices together = both.few.choose(states);
                for (int row = 0; row < ROWS; row++) {
                    Choices alone = both.few.choose(states.narrow(0, row, 1));
                    assertEquals(alone.finite(0), together.finite(row), "row " + row);
                    if (row != 4) {
                        assertEquals(alone.token(0), together.token(row), "row " + row);
                        assertEquals(alone.logProbability(0), together.logProbability(row), 0, "row " + row);
                    }
                }
                assertFalse(together.finite(4));
                assertEquals(-Math.log(VOCABULARY), together.logProbability(3), 1e-4);
            }
        }
    }

    @Test
    void anyNumberOfThreadsSaysTheSame() throws Exception {
        try (PointerScope scope = new PointerScope()) {
            Tensor table = Values.floats(writeTable(8, 1)).view(VOCABULARY, HIDDEN);
            Tensor states = states(9, 1);
            try (EmbeddingTable rows = EmbeddingTable.open(entry, new Device("cpu"));
                    Shortlist shortlist = Shortlist.of(scripts, table, torch.ones(HIDDEN));
                    Both both = both(table, rows, shortlist)) {
                for (int count = 1; count <= ROWS; count++) {
                    Tensor some = states.narrow(0, 0, count);
                    Choices alone = both.few.choose(some, 1);
                    for (int threads = 2; threads <= 4; threads++) {
                        Choices shared = both.few.choose(some, threads);
                        for (int row = 0; row < count; row++) {
                            String which = threads + " threads, " + count + " rows, row " + row;
                            assertEquals(alone.token(row), shared.token(row), which);
                            assertEquals(alone.logProbability(row), shared.logProbability(row), 0, which);
                        }
                    }
                }
            }
        }
    }

    @Test
    void whatWasLeftIsMappedAndSaysTheSame() throws Exception {
        try (PointerScope scope = new PointerScope()) {
            Tensor table = Values.floats(writeTable(6, 1)).view(VOCABULARY, HIDDEN);
            WeightOrigin origin = WeightOrigin.of(List.of(entry.file()));
            Tensor norm = torch.rand(HIDDEN);
            Tensor states = states(7, 1);
            assertTrue(Shortlist.open(scripts, origin, entry, norm, List.of()).isEmpty());
            Path file = temporary.resolve(Shortlist.name());
            try (EmbeddingTable rows = EmbeddingTable.open(entry, new Device("cpu"));
                    Shortlist made = Shortlist.of(scripts, table, norm);
                    Shortlist left = Shortlist.open(scripts, origin, entry, norm, List.of(temporary))
                            .orElseThrow()) {
                long written = Files.getLastModifiedTime(file).toMillis();
                try (Shortlist mapped = Shortlist.open(scripts, origin, entry, norm, List.of(temporary))
                                .orElseThrow();
                        Both one = both(table, rows, made);
                        Both other = both(table, rows, mapped)) {
                    assertEquals(written, Files.getLastModifiedTime(file).toMillis());
                    assertEquals(List.of(file), PackedFiles.in(temporary));
                    List<long[]> none = Collections.nCopies(ROWS, new long[0]);
                    Choices wanted = one.few.chooseAmong(states, none, none, new float[ROWS], 1);
                    Choices got = other.few.chooseAmong(states, none, none, new float[ROWS], 1);
                    for (int row = 0; row < ROWS; row++) {
                        assertEquals(wanted.token(row), got.token(row));
                        assertEquals(wanted.logProbability(row), got.logProbability(row), 0);
                    }
                }
                left.matrix();
            }
        }
    }
}
