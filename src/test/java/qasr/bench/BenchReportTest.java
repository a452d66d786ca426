package qasr.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchReportTest {
    @Test
    void whatTheRuleOfBusyMachinesCoversAndRefusedIsInTheReport(@TempDir Path folder) throws Exception {
        BenchReport report = new BenchReport(BenchSettings.ofSystemProperties());
        report.series("start-up", "--help").note("others took 100 % of a processor");
        report.series("start-up", "--version").add("wall_seconds", 1);
        String text = Files.readString(report.write(folder));
        assertTrue(text.contains(" repeats; for start-up and end to end, not for stages and kernels\n"), text);
        assertTrue(text.matches("(?s).*\n--help +- +- +- +- +1\n.*"), text);
        assertTrue(text.matches("(?s).*\n--version +1\\.000 +- +- +- +0\n.*"), text);
    }
}
