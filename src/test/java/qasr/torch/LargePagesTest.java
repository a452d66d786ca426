package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LargePagesTest {
    /** Not a multiple of any page. */
    private static final int BYTES = 3 * (1 << 21) + 4096 + 17;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        Libtorch.start();
    }

    @Test
    void aFileMappedForProductsHasItsBytes() throws Exception {
        byte[] content = new byte[BYTES];
        new Random(7).nextBytes(content);
        Path file = Files.write(folder.resolve("packed"), content);
        Tensor mapped = SafetensorsFile.mappedForProducts(file, BYTES);
        try {
            byte[] read = new byte[BYTES];
            new BytePointer(mapped.data_ptr()).capacity(BYTES).get(read);
            assertArrayEquals(content, read);
        } finally {
            mapped.releaseReference();
        }
    }

    /** Linux marks a mapping for which large pages were asked with "hg" in its list. */
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void linuxHasTheWish() throws Exception {
        Path file = Files.write(folder.resolve("packed"), new byte[BYTES]);
        Tensor plain = SafetensorsFile.mapped(file, false, BYTES);
        try {
            assertFalse(flags(file).stream().anyMatch(flags -> flags.contains("hg")), "before asking");
            boolean taken = LargePages.ask(plain);
            assertTrue(!taken || flags(file).stream().anyMatch(flags -> flags.contains("hg")), "after asking");
        } finally {
            plain.releaseReference();
        }
    }

    private static List<List<String>> flags(Path file) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).endsWith(file.toString()))
                .mapToObj(i -> lines.subList(i, lines.size()).stream()
                        .filter(line -> line.startsWith("VmFlags:"))
                        .findFirst()
                        .orElse(""))
                .map(line -> List.of(line.split(" ")))
                .toList();
    }
}
