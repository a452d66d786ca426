package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
        try (MappedFile file = new MappedFile(folder.resolve("packed"), BYTES, SafetensorsFile::mappedForProducts)) {
            file.assertHasItsBytes();
        }
    }

    /** Linux marks a mapping for which large pages were asked with "hg" in its list. */
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void linuxHasTheWish() throws Exception {
        try (MappedFile file = new MappedFile(
                folder.resolve("packed"), BYTES, (path, bytes) -> SafetensorsFile.mapped(path, false, bytes))) {
            assertFalse(isMarked(file), "before asking");
            boolean taken = LargePages.ask(file.tensor());
            assertTrue(!taken || isMarked(file), "after asking");
        }
    }

    private static boolean isMarked(MappedFile file) throws IOException {
        return file.lines("VmFlags:").stream()
                .anyMatch(flags -> List.of(flags.split(" ")).contains("hg"));
    }
}
