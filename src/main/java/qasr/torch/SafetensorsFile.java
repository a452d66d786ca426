package qasr.torch;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.ElementType;
import qasr.model.ModelException;
import qasr.model.TensorEntry;

/**
 * A safetensors file of any length, mapped into memory. Owns native memory: close it. The mapping lives until the file
 * and all tensors from it are released.
 */
final class SafetensorsFile implements AutoCloseable {
    /** The most bytes that are read at once; a buffer of Java ends at 2 GB. */
    private static final long MOST_BYTES = 1L << 30;

    private final Tensor bytes;

    private SafetensorsFile(Tensor bytes) {
        this.bytes = bytes;
    }

    /** Maps {@code file}; nothing is read yet. */
    static SafetensorsFile map(Path file) throws ModelException {
        try {
            return new SafetensorsFile(mapped(file, false, Files.size(file)));
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be mapped: " + e.getMessage(), e);
        }
    }

    /**
     * Maps any file as a retained tensor of its bytes.
     *
     * @param writable whether what is written there goes to the file, which is then made {@code length} bytes long
     */
    static Tensor mapped(Path file, boolean writable, long length) throws ModelException {
        try (PointerScope scope = new PointerScope()) {
            Tensor bytes = torch.from_file(
                    new BytePointer(nativeName(file)),
                    new BoolOptional(writable),
                    new LongOptional(length),
                    new TensorOptions(ScalarType.Byte));
            bytes.retainReference();
            return bytes;
        } catch (RuntimeException e) {
            throw new ModelException(file + ": cannot be mapped: " + firstLine(e), e);
        }
    }

    /** As {@link #mapped} for reading; for a file of which all is needed, and soon: it comes in large pages if possible. */
    static Tensor mappedForProducts(Path file, long length) throws ModelException {
        Tensor bytes = mapped(file, false, length);
        LargePages.ask(bytes);
        return bytes;
    }

    /** Returns the bytes of the file name for libtorch, which expects UTF-8 on Windows. */
    private static byte[] nativeName(Path file) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        Charset charset =
                windows ? StandardCharsets.UTF_8 : Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        byte[] name = file.toString().getBytes(charset);
        return Arrays.copyOf(name, name.length + 1);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
    }

    /** Returns a tensor over the mapped bytes, in the file's own type. It belongs to the caller's pointer scope. */
    Tensor tensor(TensorEntry entry) {
        ScalarType type = scalarType(entry.type());
        Tensor raw =
                bytes.narrow(0, entry.offset(), entry.elements() * entry.type().bytes());
        if (entry.offset() % entry.type().bytes() != 0) {
            raw = raw.clone();
        }
        long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
        return raw.view(type).view(shape);
    }

    /**
     * Reads a tensor's numbers, in the file's type: a mapping would stay in memory until all of it is let go.
     *
     * @param target bytes [as many as the numbers take]
     */
    static void read(TensorEntry entry, Tensor target) throws ModelException {
        long bytes = entry.elements() * entry.type().bytes();
        try (FileChannel file = FileChannel.open(entry.file(), StandardOpenOption.READ);
                BytePointer start = new BytePointer(target.data_ptr())) {
            for (long done = 0; done < bytes; ) {
                long most = Math.min(MOST_BYTES, bytes - done);
                ByteBuffer part = start.getPointer(done).capacity(most).asByteBuffer();
                int read = file.read(part, entry.offset() + done);
                if (read < 0) {
                    throw new EOFException("the file has become shorter");
                }
                done += read;
            }
        } catch (IOException e) {
            throw new ModelException(entry.file() + ": cannot be read: " + e.getMessage(), e);
        }
    }

    static ScalarType scalarType(ElementType type) {
        return switch (type) {
            case BF16 -> ScalarType.BFloat16;
            case F16 -> ScalarType.Half;
            case F32 -> ScalarType.Float;
        };
    }

    @Override
    public void close() {
        bytes.releaseReference();
    }
}
