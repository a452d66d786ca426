package qasr.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -o NUL}, which Windows has for {@code /dev/null}. */
final class NothingTest {
    @ParameterizedTest
    @ValueSource(strings = {"NUL", "nul", "C:\\work\\Nul", ".\\NUL"})
    void windowsThrowsAway(String name) throws Exception {
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            Path nothing = windows.getPath(name);
            assertTrue(OutputFile.isDirect(nothing));
            assertFalse(OutputFile.replaces(nothing));
            try (OutputFile file = OutputFile.create(nothing)) {
                file.stream().write(new byte[100]);
                file.commit();
            }
            try (var files = Files.list(windows.getPath("C:\\work"))) {
                assertEquals(List.of(), files.toList());
            }
        }
    }

    @Test
    void elsewhereItIsAName(@TempDir Path folder) {
        assertFalse(OutputFile.isDirect(folder.resolve("NUL")));
        assertFalse(OutputFile.isNothing(Path.of("NUL")));
    }
}
