package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
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
        try (MappedFile file = new MappedFile(
                folder.resolve("weights"), BYTES, (path, bytes) -> SafetensorsFile.mapped(path, false, bytes))) {
            file.assertHasItsBytes();
            assertTrue(residentKilobytes(file) >= BYTES / 1024, "all pages were read");
            new MappedPart(file.tensor().data_ptr().address() + FIRST, LENGTH).leave();
            assertTrue(residentKilobytes(file) <= (BYTES - LENGTH) / 1024, "the part has left");
            file.assertHasItsBytes();
        }
    }

    private static long residentKilobytes(MappedFile file) throws IOException {
        return file.lines("Rss:").stream()
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
