package qasr.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import qasr.model.ModelException;
import qasr.testing.PickleWriter;
import qasr.testing.SpeakerFiles;

/** Files that were made to mislead or to exhaust a reader: each is refused in one line, with little memory. */
class HostileCheckpointTest {
    private static final long MOST_MEMORY = 160L << 20;

    @TempDir
    Path folder;

    private Path archive(byte[] pickle, Map<String, byte[]> others) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("data.pkl", pickle);
        entries.putAll(others);
        return SpeakerFiles.archive(folder.resolve("file.pt"), "archive", entries);
    }

    private static String refused(Path file) {
        long before = allocated();
        ModelException e = assertThrows(ModelException.class, () -> readAll(file));
        long taken = allocated() - before;
        assertTrue(taken < MOST_MEMORY, taken + " bytes were allocated");
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        assertTrue(e.getMessage().length() < 600, e.getMessage());
        return e.getMessage();
    }

    private static void readAll(Path file) throws ModelException {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            for (String name : checkpoint.names()) {
                checkpoint.floats(name);
            }
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static PickleWriter pickle() {
        return new PickleWriter().op(0x80, 4);
    }

    private static PickleWriter shortText(PickleWriter pickle, String text) {
        pickle.op(0x8c, text.length());
        text.chars().forEach(pickle::op);
        return pickle;
    }

    private static PickleWriter repeated(PickleWriter pickle, int times, int... opcodes) {
        for (int i = 0; i < times; i++) {
            pickle.op(opcodes);
        }
        return pickle;
    }

    static Stream<Arguments> pickles() {
        PickleWriter stacked = shortText(pickle().op('}').text("a"), "os");
        shortText(stacked, "system").op(0x93).text("echo").op(0x85, 'R', 's', '.');
        PickleWriter self = pickle().op('}', 'q', 0).text("a").op('h', 0, 's').op('.');
        PickleWriter state = pickle().op('}', 'q', 0).text("state_dict").op('h', 0, 's', '.');
        return Stream.of(
                Arguments.of("a call by STACK_GLOBAL", stacked, "without tensors"),
                Arguments.of("STACK_GLOBAL of numbers", pickle().op('K', 1, 'K', 2, 0x93), "name is not a text"),
                Arguments.of("STACK_GLOBAL of a mark", pickle().op('K', 1, '(', 0x93), "from an empty stack"),
                Arguments.of("GLOBAL without an end", pickle().op('c', 'o', 's'), "ends early"),
                Arguments.of("REDUCE of numbers", pickle().op('K', 1, 'K', 2, 'R', '.'), "without a state dictionary"),
                Arguments.of("REDUCE of a mark", pickle().op('K', 1, '(', 'R', '.'), "from an empty stack"),
                Arguments.of(
                        "a tensor without arguments",
                        pickle().global("torch._utils", "_rebuild_tensor_v2").op(')', 'R'),
                        "without storage, offset, sizes and strides"),
                Arguments.of("BUILD of nothing", pickle().op('b'), "from an empty stack"),
                Arguments.of("BUILD on a mark", pickle().op('(', 'N', 'b'), "from an empty stack"),
                Arguments.of("BUILD on a number", pickle().op('K', 1, '}', 'b', '.'), "without a state dictionary"),
                Arguments.of("INST", pickle().op('(', 'i', 'o', 's', '\n', 'x', '\n'), "the opcode INST at byte 3"),
                Arguments.of("OBJ", pickle().op('(', 'N', 'o'), "the opcode OBJ at byte 4"),
                Arguments.of("NEWOBJ_EX", pickle().op('N', 'N', 'N', 0x92), "the opcode NEWOBJ_EX at byte 5"),
                Arguments.of("EXT2", pickle().op(0x83, 1, 0), "the opcode EXT2 at byte 2"),
                Arguments.of("EXT4", pickle().op(0x84, 1, 0, 0, 0), "the opcode EXT4 at byte 2"),
                Arguments.of("PERSID", pickle().op('P', 'x', '\n'), "the opcode PERSID at byte 2"),
                Arguments.of("BINPERSID of a number", pickle().op('K', 1, 'Q'), "without type, key and size"),
                Arguments.of("BINPERSID of an empty tuple", pickle().op(')', 'Q'), "without type, key and size"),
                Arguments.of("LONG4", pickle().op4(0x8b, Integer.MAX_VALUE), "the opcode LONG4 at byte 2"),
                Arguments.of("a cut LONG1", pickle().op(0x8a, 255, 1), "ends early"),
                Arguments.of("BINBYTES8", pickle().op(0x8e, 255, 255, 255, 255, 255, 255, 255, 127), "BINBYTES8"),
                Arguments.of("a frame", pickle().op(0x95, 255, 255, 255, 255, 255, 255, 255, 127), "ends early"),
                Arguments.of("a map of itself", self, "without tensors"),
                Arguments.of("a state dictionary of itself", state, "without tensors"),
                Arguments.of(
                        "deep tuples", repeated(pickle().op('N'), 900_000, 0x85).op('.'), "without a state"),
                Arguments.of("marks only", repeated(pickle(), 900_000, '('), "more than 65536 values on its stack"),
                Arguments.of(
                        "lists", repeated(pickle().op(']'), 500_000, ']', 'a').op('.'), "without a state"),
                Arguments.of(
                        "maps of maps",
                        repeated(pickle().op(']').text("k").op('q', 0, 'a'), 100_000, '}', 'h', 0, '}', 's', 'a')
                                .op('.'),
                        "without a state"),
                Arguments.of(
                        "memo numbers",
                        repeated(pickle().op('N'), 500_000, 0x94).op('.'),
                        "memo number of 262144"),
                Arguments.of(
                        "a name in two lines",
                        pickle().op('}').text("a\nb").tensor("X\rY", 0, 1, 1).op('s', '.'),
                        "tensor a?b is stored as torch.X?Y"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pickles")
    void aPickleIsRefused(String name, PickleWriter pickle, String reason) throws IOException {
        String message = refused(archive(pickle.bytes(), Map.of("data/0", new byte[16])));
        assertTrue(message.contains(reason), message);
    }

    @Test
    void storagesThatAreReadAgainAndAgainAreRefused() throws IOException {
        int elements = 1 << 20;
        PickleWriter pickle = pickle().op('}');
        for (int i = 0; i < 600; i++) {
            String key = String.valueOf(i % 2);
            pickle.text(String.format("t%03d", i));
            pickle.view("FloatStorage", key, elements, 0, new long[] {1}, new long[] {1});
            pickle.op('s');
        }
        byte[] storage = new byte[Float.BYTES * elements];
        Path file = archive(pickle.op('.').bytes(), Map.of("data/0", storage, "data/1", storage));
        ModelException e = assertThrows(ModelException.class, () -> readAll(file));
        assertTrue(
                e.getMessage().contains("share storages so that more than 1073741824 bytes are read"), e.getMessage());
    }

    /** As weights on a graphics card are saved, whose parameters are views of one piece of memory. */
    @Test
    void manyTensorsMayBeViewsOfOneStorage() throws IOException {
        int elements = 1 << 20;
        PickleWriter pickle = pickle().op('}');
        for (int i = 0; i < 600; i++) {
            pickle.text("t" + i);
            pickle.view("FloatStorage", "0", elements, i, new long[] {1}, new long[] {1});
            pickle.op('s');
        }
        ByteBuffer storage = ByteBuffer.allocate(Float.BYTES * elements).order(ByteOrder.LITTLE_ENDIAN);
        storage.putFloat(Float.BYTES * 599, 7);
        Path file = archive(pickle.op('.').bytes(), Map.of("data/0", storage.array()));
        long before = allocated();
        readAll(file);
        assertTrue(allocated() - before < 40 << 20, allocated() - before + " bytes were allocated");
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertEquals(7, checkpoint.floats("t599")[0]);
        }
    }

    @Test
    void archivesOfManyOrAmbiguousEntriesAreRefused() throws IOException {
        byte[] empty = pickle().op('}', '.').bytes();
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 20_001; i++) {
            many.put("data/" + i, new byte[0]);
        }
        String message = refused(archive(empty, many));
        assertTrue(message.contains("a ZIP file with 20002 entries, the limit is 20000"), message);
        byte[] twice =
                renamed(Files.readAllBytes(archive(empty, Map.of("data/0", new byte[4], "data/1", new byte[4]))));
        message = refused(Files.write(folder.resolve("twice.pt"), twice));
        assertTrue(message.contains("a ZIP file with two entries 'archive/data/0'"), message);
    }

    private static byte[] renamed(byte[] archive) {
        String bytes = new String(archive, StandardCharsets.ISO_8859_1).replace("data/1", "data/0");
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sizes in the directory of the archive, with and without the marks of large files, that the file does not have. */
    @ParameterizedTest
    @MethodSource("lies")
    void sizesThatAnArchiveDoesNotHaveAreRefused(int size, byte[] extra) throws IOException {
        byte[] good = Files.readAllBytes(archive(pickle().op('}', '.').bytes(), Map.of("data/0", new byte[4])));
        int header = new String(good, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        ByteBuffer lie = ByteBuffer.allocate(good.length + extra.length).order(ByteOrder.LITTLE_ENDIAN);
        int name = header + 46 + good[header + 28];
        lie.put(good, 0, name).put(extra).put(good, name, good.length - name);
        lie.putInt(header + 20, size).putInt(header + 24, size);
        lie.putShort(header + 30, (short) extra.length);
        int end = lie.capacity() - 22;
        lie.putInt(end + 12, lie.getInt(end + 12) + extra.length);
        refused(Files.write(folder.resolve("lie.pt"), lie.array()));
    }

    static Stream<Arguments> lies() {
        ByteBuffer large = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        large.putShort((short) 1).putShort((short) 16).putLong(1L << 40).putLong(1L << 40);
        ByteBuffer negative = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        negative.putShort((short) 1).putShort((short) 16).putLong(-1).putLong(-1);
        return Stream.of(
                Arguments.of(1 << 19, new byte[0]),
                Arguments.of(Integer.MAX_VALUE, new byte[0]),
                Arguments.of(-1, new byte[0]),
                Arguments.of(-1, large.array()),
                Arguments.of(-1, Arrays.copyOf(large.array(), 12)),
                Arguments.of(-1, negative.array()));
    }

    private Path safetensors(String header) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
                folder.resolve("x.safetensors"),
                file.putLong(text.length).put(text).array());
    }

    @Test
    void headersOfSafetensorsThatAreNoListsAreRefused() throws IOException {
        for (String entry : new String[] {
            "\"dtype\":\"F32\",\"shape\":4,\"data_offsets\":[0,16]",
            "\"dtype\":\"F32\",\"shape\":\"4\",\"data_offsets\":[0,16]",
            "\"dtype\":\"F32\",\"shape\":{\"0\":4},\"data_offsets\":[0,16]",
            "\"dtype\":\"F32\",\"shape\":null,\"data_offsets\":[0,16]",
            "\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":16",
            "\"dtype\":\"F32\",\"shape\":[null],\"data_offsets\":[0,16]",
            "\"dtype\":\"F32\",\"shape\":[[4,1]],\"data_offsets\":[0,16]",
            "\"dtype\":\"F32\",\"shape\":[4.0],\"data_offsets\":[0,16]",
            "\"dtype\":\"F32\",\"shape\":[-4],\"data_offsets\":[0,16]",
            "\"dtype\":[\"F32\",\"F32\"],\"shape\":[4],\"data_offsets\":[0,16]",
            "\"dtype\":{},\"shape\":[4],\"data_offsets\":[0,16]",
            "\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[16,0]",
            "\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[8,24]",
            "\"dtype\":\"F32\",\"shape\":[99999999,99999999,99999999],\"data_offsets\":[0,16]"
        }) {
            refused(safetensors("{\"a\":{" + entry + "}}"));
        }
        refused(safetensors("{\"a\":" + "[".repeat(900_000)));
        refused(safetensors("{\"a\":" + "{\"a\":".repeat(180_000)));
        refused(safetensors("{\"a\":7}"));
    }

    private static byte[] message(int field, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SpeakerFiles.message(out, field, content);
        return out.toByteArray();
    }

    private Path onnx(byte[]... tensorFields) throws IOException {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        for (byte[] field : tensorFields) {
            tensor.writeBytes(field);
        }
        return Files.write(folder.resolve("x.onnx"), message(7, message(5, tensor.toByteArray())));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void initialisersThatCannotBeAreRefused() throws IOException {
        byte[] floats = {16, 1};
        byte[] name = message(8, bytes('w', '\n', 'w'));
        byte[] raw = message(9, new byte[16]);
        byte[] minusOne = bytes(8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1);
        byte[] minusFour = bytes(8, 252, 255, 255, 255, 255, 255, 255, 255, 255, 1);
        assertTrue(refused(onnx(floats, name, minusFour, minusOne, raw))
                .contains("initialiser 'w?w' with sizes [-4, -1]"));
        assertTrue(refused(onnx(floats, name, bytes(8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1), raw))
                .contains("does not end"));
        byte[] large = bytes(8, 128, 128, 128, 128, 128, 128, 128, 128, 64);
        assertTrue(refused(onnx(floats, name, large, bytes(8, 4), raw)).contains("with sizes"));
        assertTrue(refused(onnx(floats, name, bytes(8, 4), bytes(112, 1))).contains("is in another file"));
        assertTrue(refused(onnx(floats, name, bytes(8, 1, 8, 1, 8, 1, 8, 1, 8, 1, 8, 1, 8, 1, 8, 1, 8, 1), raw))
                .contains("more than 8 dimensions"));
        assertTrue(refused(onnx(floats, message(8, new byte[600]), bytes(8, 4), raw))
                .contains("a name of 600 bytes"));
        refused(onnx(floats, name, bytes(74, 255, 255, 255, 255, 7)));
        refused(onnx(bytes(18, 1, 1), name, bytes(8, 4), raw)); // a type that is a text
        refused(onnx(floats, name, bytes(8, 4), message(4, new byte[15])));
        refused(onnx(floats, name, bytes(11, 12), raw)); // a group
    }
}
