package qasr.train;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Writes named tensors with a number of seconds heard and of steps done, and reads them into tensors of the same names. */
final class Checkpoint {
    record Progress(double heard, int steps) {}

    private Checkpoint() {}

    static void write(Path file, Progress progress, Map<String, Tensor> tensors) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part), 1 << 20))) {
            out.writeDouble(progress.heard());
            out.writeInt(progress.steps());
            out.writeInt(tensors.size());
            for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
                float[] values = Graph.floats(entry.getValue());
                ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
                bytes.asFloatBuffer().put(values);
                out.writeUTF(entry.getKey());
                out.writeInt(values.length);
                out.write(bytes.array());
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Overwrites the tensors that the file has with the same number of values; others stay as they are. */
    static Progress read(Path file, Map<String, Tensor> tensors) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            Progress progress = new Progress(in.readDouble(), in.readInt());
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                Tensor tensor = tensors.get(in.readUTF());
                float[] values = new float[in.readInt()];
                ByteBuffer.wrap(in.readNBytes(4 * values.length))
                        .asFloatBuffer()
                        .get(values);
                if (tensor != null && tensor.numel() == values.length) {
                    tensor.copy_(Graph.tensor(values, values.length).view(tensor.sizes()));
                }
            }
            return progress;
        }
    }
}
