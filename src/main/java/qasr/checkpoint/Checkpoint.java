package qasr.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import qasr.model.ModelException;

/**
 * The tensors of a weight file: a torch checkpoint, an ONNX model, or safetensors. Numbers are read when they are asked
 * for. Nothing in the file is executed, and memory is limited. Must be closed.
 */
public final class Checkpoint implements AutoCloseable {
    /** The largest file; the largest of the known models has 29 MB. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int START_BYTES = 16;

    /** The formats of weight files. */
    public enum Format {
        /** A checkpoint of torch 1.6 or later. */
        TORCH,
        /** An ONNX model. */
        ONNX,
        /** A safetensors file. */
        SAFETENSORS
    }

    private final Path file;
    private final Format format;
    private final Map<String, StoredTensor> tensors;
    private final Optional<TorchArchive> archive;

    private Checkpoint(Path file, Format format, Map<String, StoredTensor> tensors, Optional<TorchArchive> archive) {
        this.file = file;
        this.format = format;
        this.tensors = Collections.unmodifiableMap(tensors);
        this.archive = archive;
    }

    /**
     * Opens a file and finds its tensors.
     *
     * @throws ModelException if it is none of the formats, is damaged, or exceeds a limit; the message names the file, the
     *     fault and the remedy
     */
    public static Checkpoint open(Path file) throws ModelException {
        Faults faults = new Faults(file);
        try {
            long length = Files.size(file);
            if (length > MOST_BYTES) {
                throw faults.unusable("has " + length + " bytes; models of speakers have at most " + MOST_BYTES);
            }
            ByteBuffer start = start(file);
            if (isTorch(start)) {
                return torch(file);
            }
            if (start.remaining() >= 4 && start.getInt(0) == 0x80028A0A) {
                throw faults.unusable(
                        "a checkpoint of torch before 1.6, which qasr does not read; load and save it with"
                                + " a newer torch");
            }
            ByteBuffer all = all(file);
            return SafetensorsEntries.isStart(start)
                    ? new Checkpoint(file, Format.SAFETENSORS, SafetensorsEntries.of(all, faults), Optional.empty())
                    : new Checkpoint(file, Format.ONNX, OnnxInitialisers.of(all, faults), Optional.empty());
        } catch (ModelException e) {
            throw e;
        } catch (IOException e) {
            throw faults.unreadable(e);
        }
    }

    private static boolean isTorch(ByteBuffer start) {
        return start.remaining() >= 4 && start.getInt(0) == 0x504B0304; // PK and two numbers: a ZIP file
    }

    private static Checkpoint torch(Path file) throws ModelException {
        TorchArchive archive = TorchArchive.open(file);
        try {
            return new Checkpoint(file, Format.TORCH, TorchTensors.of(archive, file), Optional.of(archive));
        } catch (ModelException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private static ByteBuffer start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ByteBuffer.wrap(in.readNBytes(START_BYTES));
        }
    }

    private static ByteBuffer all(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ByteBuffer.wrap(in.readNBytes((int) MOST_BYTES));
        }
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }

    /** Returns the format of the file. */
    public Format format() {
        return format;
    }

    /** Returns the names of the tensors, sorted. */
    public Set<String> names() {
        return new TreeSet<>(tensors.keySet());
    }

    /** Returns the sizes of a tensor, none for a single number; empty if there is no such tensor. */
    public Optional<List<Long>> shape(String name) {
        return Optional.ofNullable(tensors.get(name)).map(StoredTensor::shape);
    }

    /**
     * Reads the numbers of a tensor, the last dimension running fastest. Other formats than float32 are converted.
     *
     * @throws ModelException if there is no such tensor, or its numbers are damaged
     */
    public float[] floats(String name) throws ModelException {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new Faults(file).unusable("has no tensor " + Faults.quoted(name));
        }
        return tensor.floats();
    }

    @Override
    public void close() {
        archive.ifPresent(TorchArchive::close);
    }
}
