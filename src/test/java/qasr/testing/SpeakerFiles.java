package qasr.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import qasr.testing.SeededSpeakers.Tensor;

/** Writes weights as other programs do: checkpoints as torch.save, ONNX initialisers as torch's exporter. */
public final class SpeakerFiles {
    private static final int HIDDEN = 128;
    /** The place of ONNX's gates i, o, f, g in PyTorch's order i, f, g, o. */
    private static final int[] ONNX_GATES = {0, 3, 1, 2};

    private SpeakerFiles() {}

    /** Writes a state dictionary as the root of a checkpoint; {@code prefix} comes before each name. */
    public static Path torch(Path file, Map<String, Tensor> tensors, String prefix) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("data.pkl", pickle(tensors, prefix));
        int key = 0;
        for (Tensor tensor : tensors.values()) {
            entries.put("data/" + key++, bytes(tensor));
        }
        entries.put("version", "3\n".getBytes(StandardCharsets.US_ASCII));
        return archive(file, "archive", entries);
    }

    /** Writes a ZIP file whose entries are stored without compression. */
    public static Path archive(Path file, String folder, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> content : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(folder + "/" + content.getKey());
                CRC32 sum = new CRC32();
                sum.update(content.getValue());
                entry.setSize(content.getValue().length);
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(content.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    private static byte[] bytes(Tensor tensor) {
        if (tensor.isCounter()) {
            return new byte[Long.BYTES];
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.values());
        return bytes.array();
    }

    private static byte[] pickle(Map<String, Tensor> tensors, String prefix) {
        PickleWriter out = new PickleWriter();
        out.op(0x80, 2).global("collections", "OrderedDict").op(')').op('R').op('(');
        int key = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            int elements = tensor.isCounter() ? 1 : tensor.values().length;
            out.text(prefix + entry.getKey());
            out.tensor(tensor.isCounter() ? "LongStorage" : "FloatStorage", key++, elements, tensor.shape());
        }
        return out.op('u').op('.').bytes();
    }

    /** Writes the initialisers of an export of the segmentation network. */
    public static Path onnx(Path file, Map<String, Tensor> tensors) throws IOException {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            String name = entry.getKey();
            boolean renamed = name.startsWith("lstm.")
                    || name.endsWith("n_")
                    || (name.endsWith(".weight") && entry.getValue().shape().length == 2);
            if (!renamed) {
                initialiser(graph, name, entry.getValue());
            }
        }
        int number = 700;
        for (String name : new String[] {"linear.0.weight", "linear.1.weight", "classifier.weight"}) {
            initialiser(graph, "onnx::MatMul_" + (number += 7), transposed(tensors.get(name)));
        }
        float[] halves = tensors.get("sincnet.conv1d.0.filterbank.n_").values().clone();
        for (int i = 0; i < halves.length; i++) {
            halves[i] /= 2;
        }
        initialiser(graph, "onnx::Div_690", new Tensor(new long[] {1, halves.length}, halves));
        number = 783;
        for (int layer = 0; layer < 4; layer++) {
            Tensor first = tensors.get("lstm.weight_ih_l" + layer);
            initialiser(graph, "onnx::LSTM_" + number++, both(tensors, layer, 1, "bias_ih", "bias_hh"));
            initialiser(graph, "onnx::LSTM_" + number++, both(tensors, layer, (int) first.shape()[1], "weight_ih"));
            initialiser(graph, "onnx::LSTM_" + number++, both(tensors, layer, HIDDEN, "weight_hh"));
        }
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        field(model, 1, 8); // ir_version
        message(model, 7, graph.toByteArray());
        Files.write(file, model.toByteArray());
        return file;
    }

    /** Returns the tensors of both directions in ONNX's layout, one part after the other within a direction. */
    private static Tensor both(Map<String, Tensor> tensors, int layer, int columns, String... parts) {
        int rows = 4 * HIDDEN * parts.length;
        float[] all = new float[2 * rows * columns];
        int at = 0;
        for (String end : new String[] {"", "_reverse"}) {
            for (String part : parts) {
                float[] values =
                        tensors.get("lstm." + part + "_l" + layer + end).values();
                for (int gate : ONNX_GATES) {
                    System.arraycopy(values, gate * HIDDEN * columns, all, at, HIDDEN * columns);
                    at += HIDDEN * columns;
                }
            }
        }
        return new Tensor(parts.length == 2 ? new long[] {2, rows} : new long[] {2, rows, columns}, all);
    }

    private static Tensor transposed(Tensor matrix) {
        int rows = (int) matrix.shape()[0];
        int columns = (int) matrix.shape()[1];
        float[] turned = new float[rows * columns];
        for (int i = 0; i < turned.length; i++) {
            turned[i % columns * rows + i / columns] = matrix.values()[i];
        }
        return new Tensor(new long[] {columns, rows}, turned);
    }

    /** Writes an initialiser: dims 1, data_type 2, name 8, raw_data 9. */
    public static void initialiser(ByteArrayOutputStream graph, String name, Tensor tensor) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long size : tensor.shape()) {
            field(out, 1, size);
        }
        field(out, 2, 1);
        message(out, 8, name.getBytes(StandardCharsets.UTF_8));
        message(out, 9, bytes(tensor));
        message(graph, 5, out.toByteArray());
    }

    private static void field(ByteArrayOutputStream out, int field, long value) {
        varint(out, (long) field << 3);
        varint(out, value);
    }

    /** Writes a field that holds bytes. */
    public static void message(ByteArrayOutputStream out, int field, byte[] content) {
        varint(out, ((long) field << 3) | 2);
        varint(out, content.length);
        out.writeBytes(content);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Writes a safetensors file: the counters first, so that every tensor is aligned. */
    public static Path safetensors(Path file, Map<String, Tensor> tensors) throws IOException {
        Map<String, Tensor> ordered = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (tensor.isCounter()) {
                ordered.put(name, tensor);
            }
        });
        tensors.forEach(ordered::putIfAbsent);
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : ordered.entrySet()) {
            Tensor tensor = entry.getValue();
            long end = offset + (tensor.isCounter() ? Long.BYTES : Float.BYTES * (long) tensor.values().length);
            header.append(",\"").append(entry.getKey()).append("\":{\"dtype\":\"");
            header.append(tensor.isCounter() ? "I64" : "F32").append("\",\"shape\":");
            header.append(Arrays.toString(tensor.shape()).replace(" ", ""));
            header.append(",\"data_offsets\":[")
                    .append(offset)
                    .append(',')
                    .append(end)
                    .append("]}");
            offset = end;
        }
        header.append('}');
        while (header.length() % 8 != 0) {
            header.append(' ');
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length())
                    .array());
            out.write(header.toString().getBytes(StandardCharsets.UTF_8));
            for (Tensor tensor : ordered.values()) {
                out.write(bytes(tensor));
            }
        }
        return file;
    }
}
