package qasr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.job.Destination;
import qasr.job.Existing;
import qasr.job.TextStyle;

final class SecondPassTest {
    @TempDir
    Path folder;

    @Test
    void theSoundOfAPipeIsKeptBesideTheOutputFileButNotInTheFolderOfDevices() {
        assertEquals(folder, folder(folder.resolve("talk.txt")));
        assumeTrue(Files.exists(Path.of("/dev/null")), "/dev/null");
        for (String name : List.of("/dev/null", "/dev/stdout", "/dev/fd/1")) {
            assertEquals(Path.of(System.getProperty("java.io.tmpdir")), folder(Path.of(name)), name);
        }
    }

    private static Path folder(Path file) {
        return SecondPass.folder(new Destination.SingleFile(file, new TextStyle(false, false), Existing.UPDATE));
    }
}
