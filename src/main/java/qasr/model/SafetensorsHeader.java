package qasr.model;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the header of a safetensors file: eight bytes of length, little-endian, then JSON from a tensor's name to its
 * type, shape and place, then the elements (huggingface/safetensors, README "Format").
 */
final class SafetensorsHeader {
    private static final long MAX_HEADER_BYTES = 100_000_000;

    private static final String METADATA = "__metadata__";

    /** The parsed header, its end in the file, and the file's length. */
    private record Header(JsonFile json, long end, long fileBytes) {}

    private SafetensorsHeader() {}

    /**
     * Returns the tensors of {@code file}.
     *
     * @throws ModelException if the file is not a safetensors file, or is shorter than its header says
     */
    static List<TensorEntry> read(Path file) throws ModelException {
        Header header = header(file);
        return entries(file, header.json(), header.end(), header.fileBytes());
    }

    /** Returns the text {@code key} of the file's metadata, if there is one. */
    static Optional<String> note(Path file, String key) throws ModelException {
        return header(file).json().optionalObject(METADATA).flatMap(notes -> notes.optionalText(key));
    }

    private static Header header(Path file) throws ModelException {
        try (FileChannel channel = FileChannel.open(file)) {
            long fileBytes = channel.size();
            long headerBytes = fileBytes < 8 ? -1 : readAt(channel, 0, 8).getLong();
            if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES) {
                throw new ModelException(file + ": not a safetensors file (" + fileBytes
                        + " bytes; perhaps a Git LFS pointer or a web page): download it again");
            }
            if (8 + headerBytes > fileBytes) {
                throw truncated(file, 8 + headerBytes, fileBytes);
            }
            String json = StandardCharsets.UTF_8
                    .decode(readAt(channel, 8, (int) headerBytes))
                    .toString();
            return new Header(JsonFile.parsed(file, JsonParser.parseString(json)), 8 + headerBytes, fileBytes);
        } catch (JsonParseException e) {
            throw new ModelException(file + ": not a safetensors file (its header is not JSON): download it again", e);
        } catch (ModelException e) {
            throw e;
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<TensorEntry> entries(Path file, JsonFile header, long start, long fileBytes)
            throws ModelException {
        List<TensorEntry> entries = new ArrayList<>();
        long end = start;
        for (String name : header.keys()) {
            if (name.equals(METADATA)) {
                continue;
            }
            JsonFile tensor = header.object(name);
            List<Long> offsets = tensor.longs("data_offsets");
            TensorEntry entry = new TensorEntry(
                    name,
                    elementType(file, name, tensor.text("dtype")),
                    tensor.longs("shape"),
                    file,
                    start + (offsets.isEmpty() ? 0 : offsets.get(0)));
            long bytes = entry.elements() * entry.type().bytes();
            if (offsets.size() != 2 || offsets.get(0) < 0 || offsets.get(1) - offsets.get(0) != bytes) {
                throw new ModelException(file + ": tensor " + name + ": data_offsets " + offsets + " do not fit "
                        + entry.type() + " " + entry.shape() + ": download it again");
            }
            end = Math.max(end, start + offsets.get(1));
            entries.add(entry);
        }
        if (end > fileBytes) {
            throw truncated(file, end, fileBytes);
        }
        return entries;
    }

    private static ElementType elementType(Path file, String name, String dtype) throws ModelException {
        for (ElementType type : ElementType.values()) {
            if (type.name().equals(dtype)) {
                return type;
            }
        }
        throw new ModelException(
                file + ": tensor " + name + " is stored as " + dtype + "; qasr reads BF16, F16 and F32");
    }

    private static ModelException truncated(Path file, long expected, long actual) {
        return new ModelException(String.format(
                Locale.ROOT,
                "%s: truncated: its header says %,d bytes, the file has %,d: download it again",
                file,
                expected,
                actual));
    }

    private static ByteBuffer readAt(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = channel.read(buffer, position + buffer.position());
        }
        return buffer.flip();
    }
}
