package qasr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a list of 100,000 rows, most of them of missing files: it is planned and reported as a whole. */
final class LargeListIT {
    private static final int ROWS = 100_000;

    @TempDir
    private Path folder;

    @Test
    void missingFilesAreRowsOfTheTable() throws Exception {
        new TestSound().write(folder.resolve("a, \"one\".wav"), 1, 1);
        new TestSound().write(folder.resolve("two.wav"), 1, 2);
        Path list = folder.resolve("list.csv");
        try (BufferedWriter out = Files.newBufferedWriter(list)) {
            out.write("uri,duration,options\n");
            out.write("\"a, \"\"one\"\".wav\",0:04,-l ru\n");
            for (int i = 2; i < ROWS; i++) {
                out.write("missing/" + i % 100 + "/talk-" + i + ".m4a,3600,\n");
            }
            out.write("two.wav,,\n");
        }
        try (Submitted job = Submitted.to(
                "local[2]",
                folder.resolve("log"),
                "--input",
                list.toString(),
                "--output",
                folder.resolve("out").toString(),
                "--options",
                "-m " + Submitted.model())) {
            List<String> lines = job.lines(3);
            assertTrue(lines.contains("qasr: recordings: 2 to do, 99998 failed"), lines.toString());
            assertEquals(
                    "qasr: table: " + folder.resolve("out") + "/recordings: {done=2, failed=99998}",
                    lines.get(lines.size() - 2));
            assertEquals("qasr: 99998 failed, 0 incomplete: ends with 3", lines.get(lines.size() - 1));
        }
    }
}
