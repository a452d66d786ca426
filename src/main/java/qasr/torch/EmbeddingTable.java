package qasr.torch;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.ModelException;
import qasr.model.TensorEntry;

/**
 * A table with a row for each token: its embedding, or its row of the output matrix. Thread-safe. Returned tensors
 * belong to the caller's pointer scope. Close it.
 */
abstract sealed class EmbeddingTable implements AutoCloseable {
    /** Returns the rows [ids.length, hidden] of {@code ids} in float32. */
    abstract Tensor rows(int... ids);

    @Override
    public abstract void close();

    /** Opens the table {@code entry}, [vocabulary, hidden], for {@code device}. */
    static EmbeddingTable open(TensorEntry entry, Device device) throws ModelException {
        return device.is_cpu() ? new InFile(entry) : new OnDevice(entry, device);
    }

    /**
     * Reads each row from the file when it is needed, two to eight kilobytes. A mapped table would be in memory
     * completely after a long recording, 0.3 GB with 0.6B, because the kernel also loads neighbouring pages.
     */
    private static final class InFile extends EmbeddingTable {
        private final TensorEntry entry;
        private final ScalarType type;
        private final long hidden;
        private final FileChannel file;

        private InFile(TensorEntry entry) throws ModelException {
            this.entry = entry;
            type = SafetensorsFile.scalarType(entry.type());
            hidden = entry.shape().get(1);
            try {
                file = FileChannel.open(entry.file(), StandardOpenOption.READ);
            } catch (IOException e) {
                throw new ModelException(entry.file() + ": cannot be read: " + e.getMessage(), e);
            }
        }

        @Override
        Tensor rows(int... ids) {
            Tensor rows =
                    torch.empty(new long[] {ids.length, hidden}, new TensorOptions(type), new MemoryFormatOptional());
            long bytes = hidden * entry.type().bytes();
            try (PointerScope scope = new PointerScope()) {
                ByteBuffer all = new BytePointer(rows.data_ptr())
                        .capacity(ids.length * bytes)
                        .asByteBuffer();
                for (int i = 0; i < ids.length; i++) {
                    read(all.slice(Math.toIntExact(i * bytes), Math.toIntExact(bytes)), ids[i]);
                }
            }
            return rows.to(ScalarType.Float);
        }

        private void read(ByteBuffer row, int id) {
            if (id < 0 || id >= entry.shape().get(0)) {
                throw new IndexOutOfBoundsException(
                        entry.name() + " has " + entry.shape().get(0) + " rows, none for token " + id);
            }
            long start = entry.offset() + (long) id * row.capacity();
            try {
                while (row.hasRemaining()) {
                    if (file.read(row, start + row.position()) < 0) {
                        throw new EOFException("the file has become shorter");
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(
                        entry.file() + ": cannot be read while it is used: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                throw new IllegalStateException(entry.file() + ": " + e.getMessage(), e);
            }
        }
    }

    /** Holds the table in the memory of a GPU. */
    private static final class OnDevice extends EmbeddingTable {
        private final Device device;
        private final Tensor table;

        private OnDevice(TensorEntry entry, Device device) throws ModelException {
            this.device = device;
            try (PointerScope scope = new PointerScope();
                    SafetensorsFile file = SafetensorsFile.map(entry.file())) {
                Tensor mapped = file.tensor(entry);
                table = mapped.to(device, mapped.scalar_type());
                table.retainReference();
            }
            device.retainReference();
        }

        @Override
        Tensor rows(int... ids) {
            long[] indices = new long[ids.length];
            for (int i = 0; i < ids.length; i++) {
                indices[i] = ids[i];
            }
            return torch.embedding(table, Values.longs(indices).to(device, ScalarType.Long))
                    .to(ScalarType.Float);
        }

        @Override
        public void close() {
            table.releaseReference();
            device.releaseReference();
        }
    }
}
