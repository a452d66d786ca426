package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class MappedPartTest {
    private static final int BYTES = 8 << 20;
    /** A multiple of the pages of all systems, in the middle of the file. */
    private static final int FIRST = 2 << 20;

    private static final int LENGTH = 4 << 20;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        Libtorch.start();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPartThatLeftIsNotInMemoryAndHasTheSameNumbers() throws Exception {
        Assumptions.assumeTrue(NativeCall.isPossible(), "no libffi on this platform");
        byte[] content = new byte[BYTES];
        new Random(11).nextBytes(content);
        Path file = Files.write(folder.resolve("weights"), content);
        Tensor mapped = SafetensorsFile.mapped(file, false, BYTES);
        try (PointerScope scope = new PointerScope()) {
            assertArrayEquals(content, bytes(mapped));
            assertTrue(residentKilobytes(file) >= BYTES / 1024, "all pages were read");
            new MappedPart(mapped.data_ptr().address() + FIRST, LENGTH).leave();
            assertTrue(residentKilobytes(file) <= (BYTES - LENGTH) / 1024, "the part has left");
            assertArrayEquals(content, bytes(mapped));
        } finally {
            mapped.releaseReference();
        }
    }

    private static byte[] bytes(Tensor mapped) {
        byte[] read = new byte[BYTES];
        new BytePointer(mapped.data_ptr()).capacity(BYTES).get(read);
        return read;
    }

    private static long residentKilobytes(Path file) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).endsWith(file.toString()))
                .mapToLong(i -> lines.subList(i, lines.size()).stream()
                        .map(Pattern.compile("Rss: +(\\d+) kB")::matcher)
                        .filter(Matcher::matches)
                        .mapToLong(rss -> Long.parseLong(rss.group(1)))
                        .findFirst()
                        .orElse(0))
                .sum();
    }
}
