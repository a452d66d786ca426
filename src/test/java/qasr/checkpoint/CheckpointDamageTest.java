package qasr.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.model.ModelException;
import qasr.testing.Property;
import qasr.testing.SeededSpeakers.Tensor;
import qasr.testing.SpeakerFiles;

/** Damaged files: the tensors, or one clean error, in bounded memory. */
class CheckpointDamageTest {
    private static final int CASES = 600;
    private static final long MOST_MEMORY = 96L << 20;

    @TempDir
    Path folder;

    private List<byte[]> files;
    private List<Map<String, byte[]>> archives;

    @BeforeEach
    void write() throws IOException {
        byte[] state = CheckpointTest.resource("checkpoint-state-dict.pt");
        byte[] lightning = CheckpointTest.resource("checkpoint-lightning.bin");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("a.weight", new Tensor(new long[] {2, 3}, new float[6]));
        tensors.put("b.num_batches_tracked", new Tensor(new long[0], new float[0]));
        tensors.put("c.bias", new Tensor(new long[] {4}, new float[] {1, 2, 3, 4}));
        byte[] safetensors = Files.readAllBytes(SpeakerFiles.safetensors(folder.resolve("x"), tensors));
        files = List.of(state, lightning, safetensors, onnx());
        archives = List.of(entries(state), entries(lightning));
    }

    private static byte[] onnx() {
        var graph = new ByteArrayOutputStream();
        SpeakerFiles.initialiser(graph, "onnx::LSTM_7", new Tensor(new long[] {2, 3}, new float[6]));
        SpeakerFiles.initialiser(graph, "linear.0.bias", new Tensor(new long[] {5}, new float[5]));
        var model = new ByteArrayOutputStream();
        SpeakerFiles.message(model, 2, new byte[] {'t', 'o', 'r', 'c', 'h'});
        SpeakerFiles.message(model, 7, graph.toByteArray());
        return model.toByteArray();
    }

    private Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        Path file = Files.write(folder.resolve("read.zip"), archive);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                String name = entry.getName();
                entries.put(
                        name.substring(name.indexOf('/') + 1),
                        zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    @Test
    void anyDamageIsAnErrorInOneLineOrNone() {
        Property.forAll(CASES, random -> {
            byte[] original = files.get(random.nextInt(files.size()));
            read(Files.write(folder.resolve("damaged"), damaged(original, random)));
        });
    }

    /** The checksums of an archive hide its pickle from the test above, so here they are right. */
    @Test
    void aDamagedPickleWithRightChecksumsIsAnErrorInOneLineOrNone() {
        Property.forAll(CASES, random -> {
            Map<String, byte[]> entries = new LinkedHashMap<>(archives.get(random.nextInt(archives.size())));
            entries.put("data.pkl", damaged(entries.get("data.pkl"), random));
            read(SpeakerFiles.archive(folder.resolve("damaged"), "archive", entries));
        });
    }

    private static byte[] damaged(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int place = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[place] = (byte) random.nextInt(256);
                case 2 -> bytes[place] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(16), bytes.length - Math.max(from, place));
                    System.arraycopy(bytes, from, bytes, place, length);
                }
            }
        }
        return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private static void read(Path file) {
        long before = allocated();
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            for (String name : checkpoint.names()) {
                if (StoredTensor.elements(checkpoint.shape(name).orElseThrow()) < 100_000) {
                    checkpoint.floats(name);
                }
            }
        } catch (ModelException e) {
            assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        }
        long taken = allocated() - before;
        assertTrue(taken < MOST_MEMORY, taken + " bytes were allocated");
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
