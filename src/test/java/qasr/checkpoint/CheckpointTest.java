package qasr.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.model.ModelException;
import qasr.testing.PickleWriter;
import qasr.testing.SeededSpeakers.Tensor;
import qasr.testing.SpeakerFiles;

/** Checkpoints of torch, and files that only look like them. */
class CheckpointTest {
    private static final String GOLDEN = "/qasr/speakers/golden/";

    @TempDir
    Path folder;

    static byte[] resource(String name) throws IOException {
        try (InputStream in = CheckpointTest.class.getResourceAsStream(GOLDEN + name)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint-state-dict.pt", "checkpoint-lightning.bin"})
    void tensorsAreThoseThatTorchSaved(String name) throws IOException {
        Path file = Files.write(folder.resolve(name), resource(name));
        JsonObject expected = JsonParser.parseString(new String(resource("checkpoints.json"), StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonObject(name)
                .getAsJsonObject("tensors");
        try (Checkpoint checkpoint = Checkpoint.open(file);
                TorchArchive archive = TorchArchive.open(file)) {
            Map<String, StoredTensor> stored = TorchTensors.of(archive, file);
            assertEquals(expected.keySet(), checkpoint.names());
            for (Map.Entry<String, JsonElement> tensor : expected.entrySet()) {
                JsonObject content = tensor.getValue().getAsJsonObject();
                JsonArray values = content.getAsJsonArray("values");
                assertEquals(
                        content.get("shape").toString(),
                        checkpoint
                                .shape(tensor.getKey())
                                .orElseThrow()
                                .toString()
                                .replace(" ", ""));
                if (content.get("dtype").getAsString().equals("I64")) {
                    assertEquals(values.get(0).getAsLong(), (long)
                            stored.get(tensor.getKey()).number());
                    continue;
                }
                float[] actual = checkpoint.floats(tensor.getKey());
                assertEquals(values.size(), actual.length);
                for (int i = 0; i < actual.length; i++) {
                    assertEquals(values.get(i).getAsFloat(), actual[i], 1e-8f * Math.abs(actual[i]), tensor.getKey());
                }
            }
        }
    }

    private Path archive(byte[] pickle, Map<String, byte[]> others) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("data.pkl", pickle);
        entries.putAll(others);
        return SpeakerFiles.archive(folder.resolve("file.pt"), "archive", entries);
    }

    private String refused(Path file) {
        ModelException e = assertThrows(ModelException.class, () -> {
            try (Checkpoint checkpoint = Checkpoint.open(file)) {
                for (String name : checkpoint.names()) {
                    checkpoint.floats(name);
                }
            }
        });
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        assertTrue(e.getMessage().length() < 600, e.getMessage());
        return e.getMessage();
    }

    private static PickleWriter pickle() {
        return new PickleWriter().op(0x80, 2);
    }

    private static PickleWriter dictionary() {
        return pickle().op('}').text("a");
    }

    static Stream<Arguments> hostile() {
        PickleWriter full = pickle();
        for (int i = 0; i < 70_000; i++) {
            full.op('N');
        }
        PickleWriter self = pickle().op(']', 'q', 0, 'h', 0, 'a').op('.');
        return Stream.of(
                Arguments.of("no state dictionary", pickle().op('N', '.'), "without a state dictionary"),
                Arguments.of("empty", pickle().op('}', '.'), "without tensors"),
                Arguments.of("ends early", pickle().op('}'), "its pickle ends early"),
                Arguments.of("a long text", pickle().op4('X', 0x7fffffff), "its pickle ends early"),
                Arguments.of("a longer text", pickle().op4('X', -1), "its pickle ends early"),
                Arguments.of("a full stack", full, "more than 65536 values on its stack"),
                Arguments.of("a high memo", pickle().op('N').op4('r', 0x7ffffff0), "memo number of 2147483632"),
                Arguments.of("a negative memo", pickle().op('N').op4('r', -1), "memo number of 4294967295"),
                Arguments.of("an unwritten memo", pickle().op('h', 7), "reads memo number 7"),
                Arguments.of("contains itself", self, "without a state dictionary"),
                Arguments.of("empty stack", pickle().op('R'), "takes a value from an empty stack"),
                Arguments.of("no mark", pickle().op('N', 't'), "ends a group that has no start"),
                Arguments.of("a key alone", pickle().op('}', '(', 'N', 'u'), "a key without a value"),
                Arguments.of("leftovers", pickle().op('N', 'N', '.'), "leaves values on its stack"),
                Arguments.of("an old opcode", pickle().op('i'), "the opcode INST at byte 2"),
                Arguments.of("an extension", pickle().op(0x82, 1), "the opcode EXT1 at byte 2"),
                Arguments.of("a list opcode", pickle().op('l'), "the opcode LIST at byte 2"),
                Arguments.of("no opcode", pickle().op(0xff), "the opcode 0xff at byte 2"),
                Arguments.of("protocol 0", new PickleWriter().op(0x80, 0), "protocol 0"),
                Arguments.of(
                        "a long name", pickle().global("m".repeat(600), "n"), "a name of more than 512 characters"),
                Arguments.of(
                        "a call",
                        pickle().global("os", "system").text("echo hostile").op(0x85, 'R', '.'),
                        "without a state dictionary"),
                Arguments.of(
                        "a call in the dictionary",
                        dictionary().global("builtins", "eval").text("1/0").op(0x85, 'R', 's', '.'),
                        "without tensors"),
                Arguments.of(
                        "a missing storage",
                        dictionary().tensor("FloatStorage", 9, 4, 4).op('s', '.'),
                        "its storage '9' is missing"),
                Arguments.of(
                        "a path as storage",
                        dictionary()
                                .view("FloatStorage", "../version", 1, 0, new long[] {1}, new long[] {1})
                                .op('s', '.'),
                        "is missing"),
                Arguments.of(
                        "a storage of another size",
                        dictionary().tensor("FloatStorage", 0, 5, 5).op('s', '.'),
                        "has 16 bytes, its pickle says 20"),
                Arguments.of(
                        "an unknown number type",
                        dictionary().tensor("QInt8Storage", 0, 16, 16).op('s', '.'),
                        "stored as torch.QInt8Storage"),
                Arguments.of(
                        "a huge storage",
                        dictionary()
                                .view("FloatStorage", "0", Long.MAX_VALUE / 2, 0, new long[] {4}, new long[] {1})
                                .op('s', '.'),
                        "has a storage of"),
                view("beyond the end", 1, new long[] {4}, new long[] {1}),
                view("a negative offset", -1, new long[] {4}, new long[] {1}),
                view("negative sizes", 0, new long[] {-4, -1}, new long[] {1, 1}),
                view("a negative stride", 3, new long[] {4}, new long[] {-1}),
                view("a wide stride", 0, new long[] {2}, new long[] {1L << 40}),
                view("an overflow", 0, new long[] {1L << 31, 1L << 31, 4}, new long[] {0, 0, 1}),
                view("a tensor of all memory", 0, new long[] {1L << 20, 1L << 20}, new long[] {0, 0}),
                view("other dimensions", 0, new long[] {2, 2}, new long[] {2}));
    }

    private static Arguments view(String name, long offset, long[] shape, long[] strides) {
        return Arguments.of(
                name,
                dictionary()
                        .view("FloatStorage", "0", 4, offset, shape, strides)
                        .op('s', '.'),
                "does not fit");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void aHostilePickleIsRefused(String name, PickleWriter pickle, String reason) throws IOException {
        Path file = archive(pickle.bytes(), Map.of("data/0", new byte[16], "version", new byte[4]));
        assertTrue(refused(file).contains(reason), refused(file));
    }

    @Test
    void anArchiveThatExpandsIsRefused() throws IOException {
        Path file = folder.resolve("bomb.pt");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            for (int i = 0; i < 64; i++) {
                zip.write(new byte[1 << 20]);
            }
            zip.closeEntry();
        }
        assertTrue(Files.size(file) < 1 << 20);
        assertTrue(refused(file).contains("is compressed, which torch.save never does"), refused(file));
        assertTrue(refused(archive(new byte[3 << 20], Map.of())).contains("has 3145728 bytes, the limit is 1048576"));
    }

    @Test
    void otherArchivesAreRefused() throws IOException {
        Path none = SpeakerFiles.archive(folder.resolve("none.pt"), "a", Map.of("x", new byte[1]));
        assertTrue(refused(none).contains("with no entry '*/data.pkl'"), refused(none));
        Path two = SpeakerFiles.archive(
                folder.resolve("two.pt"), "a", Map.of("data.pkl", new byte[1], "b/data.pkl", new byte[1]));
        assertTrue(refused(two).contains("with more than one entry"), refused(two));
        Path big =
                archive(pickle().op('}', '.').bytes(), Map.of("byteorder", "big".getBytes(StandardCharsets.US_ASCII)));
        assertTrue(refused(big).contains("big-endian"), refused(big));
        Path old = Files.write(folder.resolve("old.pt"), new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10, 1, 2});
        assertTrue(refused(old).contains("torch before 1.6"), refused(old));
        Path page = Files.writeString(folder.resolve("page.bin"), "<!DOCTYPE html><html>sign in</html>");
        refused(page);
        refused(Files.write(folder.resolve("empty.bin"), new byte[0]));
        refused(folder.resolve("absent.bin"));
        refused(folder);
    }

    @Test
    void aChangedByteAndAnEndThatIsMissingAreFound() throws IOException {
        byte[] bytes = resource("checkpoint-state-dict.pt");
        byte[] changed = bytes.clone();
        byte[] first = ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(0.7275914f) // of conv1.weight
                .array();
        int place =
                new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(first, StandardCharsets.ISO_8859_1));
        changed[place + 9] ^= 1;
        String reason = refused(Files.write(folder.resolve("changed.pt"), changed));
        assertTrue(reason.contains("does not match its checksum"), reason);
        Path half = Files.write(folder.resolve("half.pt"), Arrays.copyOf(bytes, bytes.length / 2));
        assertTrue(refused(half).contains("perhaps the download ended early"), refused(half));
    }

    @Test
    void otherFloatTypesAreConverted() throws IOException {
        ByteBuffer numbers = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        short[] halves = {0x3c00, (short) 0xc000, 0x0001, 0x7c00, 0x3555, (short) 0x8000, 0x03ff, 0x7bff};
        numbers.asShortBuffer().put(halves);
        Path file = archive(
                dictionary().tensor("HalfStorage", 0, 8, 8).op('s', '.').bytes(),
                Map.of("data/0", numbers.array().clone()));
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertArrayEquals(
                    new float[] {1, -2, 0x1p-24f, Float.POSITIVE_INFINITY, 0x1.554p-2f, -0f, 0x1.ff8p-15f, 65504},
                    checkpoint.floats("a"));
        }
        numbers.asShortBuffer().put(new short[] {0x3f80, (short) 0xc040, 0, 0, 0, 0, 0, 0x4049});
        file = archive(
                dictionary().tensor("BFloat16Storage", 0, 8, 2, 4).op('s', '.').bytes(),
                Map.of("data/0", numbers.array().clone()));
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertEquals(List.of(2L, 4L), checkpoint.shape("a").orElseThrow());
            assertArrayEquals(new float[] {1, -3, 0, 0, 0, 0, 0, 3.140625f}, checkpoint.floats("a"));
        }
        numbers.asDoubleBuffer().put(new double[] {0.1, -7});
        file = archive(
                dictionary().tensor("DoubleStorage", 0, 2, 2).op('s', '.').bytes(),
                Map.of("data/0", numbers.array().clone()));
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertArrayEquals(new float[] {0.1f, -7}, checkpoint.floats("a"));
        }
    }

    @Test
    void damagedOnnxModelsAreRefused() throws IOException {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        SpeakerFiles.initialiser(graph, "w", new Tensor(new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6}));
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        SpeakerFiles.message(model, 7, graph.toByteArray());
        Path file = Files.write(folder.resolve("small.onnx"), model.toByteArray());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertEquals(Checkpoint.Format.ONNX, checkpoint.format());
            assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, checkpoint.floats("w"));
        }
        byte[] bytes = model.toByteArray();
        for (int length = 1; length < bytes.length; length++) {
            refused(Files.write(file, Arrays.copyOf(bytes, length)));
        }
        SpeakerFiles.initialiser(graph, "bad", new Tensor(new long[] {1L << 40}, new float[] {1}));
        ByteArrayOutputStream worse = new ByteArrayOutputStream();
        SpeakerFiles.message(worse, 7, graph.toByteArray());
        assertTrue(refused(Files.write(file, worse.toByteArray())).contains("initialiser 'bad' with sizes"));
    }
}
