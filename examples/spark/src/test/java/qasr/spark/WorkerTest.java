package qasr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the work of a task that cannot begin. */
final class WorkerTest {
    @TempDir
    private Path folder;

    @Test
    void aModelThatCannotBeOpenedEndsTheTaskAndLeavesNoSuspects() throws IOException {
        Path missing = folder.resolve("none");
        JobSettings settings = JobSettings.parse(
                "--input",
                folder.toString(),
                "--output",
                folder.resolve("out").toString(),
                "--options",
                "-m " + missing);
        Path file = Files.write(folder.resolve("talk.wav"), new byte[10]);
        Entry entry = new Entry("id", "file:" + file, file.toString(), 0, "", "talk");
        Unit unit = Unit.recording(new Look(entry, Look.State.TO_DO, "", 10, 1, "sum", 1));
        Configuration configuration = new Configuration();
        Worker worker = new Worker(settings, configuration, "run", 1);

        IOException problem = assertThrows(IOException.class, () -> worker.work(new Bin(List.of(unit), true), 0));
        assertTrue(problem.getMessage().contains(missing.toString()), problem.getMessage());
        assertEquals(Set.of(), new Begun(new OutputFolder(settings.output(), configuration), "run").left());
    }
}
