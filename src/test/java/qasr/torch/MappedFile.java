package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;

/** A file of random bytes that is mapped into memory. */
final class MappedFile implements AutoCloseable {
    /** Maps {@code bytes} of a file. */
    @FunctionalInterface
    interface Mapping {
        Tensor of(Path file, int bytes) throws Exception;
    }

    private final Path file;
    private final byte[] content;
    private final Tensor mapped;

    MappedFile(Path file, int bytes, Mapping mapping) throws Exception {
        this.file = file;
        content = new byte[bytes];
        new Random(7).nextBytes(content);
        Files.write(file, content);
        mapped = mapping.of(file, bytes);
    }

    Tensor tensor() {
        return mapped;
    }

    /** Reads all bytes through the mapping and compares them. */
    void assertHasItsBytes() {
        byte[] read = new byte[content.length];
        new BytePointer(mapped.data_ptr()).capacity(read.length).get(read);
        assertArrayEquals(content, read);
    }

    /** Returns Linux's lines that begin with {@code name}, one for each part of the mapping. */
    List<String> lines(String name) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).endsWith(file.toString()))
                .mapToObj(i -> lines.subList(i, lines.size()).stream()
                        .filter(line -> line.startsWith(name))
                        .findFirst()
                        .orElse(""))
                .toList();
    }

    @Override
    public void close() {
        mapped.releaseReference();
    }
}
