package qasr.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import qasr.cli.ByteTargets;

/**
 * Fuzzes the targets of {@link ByteFuzzIT} with Jazzer, which looks for bytes that reach new code: {@code mvn -B -Pfuzz
 * verify -Dfuzz.minutes=N -Dfuzz.seed=S}. Only the parts that need no run of the program: the others are too slow for
 * it. What it learned is kept in {@code target/fuzz/corpus}.
 */
@Tag("fuzz")
final class GuidedFuzzIT {
    private static final String DRIVER = "com.code_intelligence.jazzer.Jazzer";
    private static final int MAX_BYTES = 20_000;

    private final FuzzSettings settings = FuzzSettings.ofSystemProperties();

    @Test
    void chosenBytesCauseNoCrash(@TempDir Path folder, TestReporter reporter) throws Exception {
        assumeTrue(settings.minutes() > 0, "-Dfuzz.minutes=N");
        reporter.publishEntry("seed", "" + settings.seed());
        ByteTargets targets = new ByteTargets(Files.createDirectory(folder.resolve("targets")));
        List<String> names = targets.names().stream()
                .filter(name -> name.matches("part .*|model .*|journal"))
                .toList();
        long seconds = Math.max(1, Math.round(60 * settings.minutes() / names.size()));
        List<String> findings = new ArrayList<>();
        for (String name : names) {
            Path corpus =
                    Files.createDirectories(settings.folder().resolve("corpus").resolve(name.replace(' ', '-')));
            for (int i = 0; i < targets.seeds(name).size(); i++) {
                Files.write(corpus.resolve("seed" + i), targets.seeds(name).get(i));
            }
            Path log = settings.folder().resolve(name.replace(' ', '-') + ".log");
            Process process = new ProcessBuilder(command(name, folder, corpus, seconds))
                    .directory(Files.createDirectories(settings.folder()).toFile()) // where it leaves what crashes
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(seconds + 300, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            if (process.exitValue() != 0) {
                findings.add(name + ": see " + log);
            }
        }
        assertTrue(findings.isEmpty(), String.join("\n", findings));
    }

    private List<String> command(String name, Path folder, Path corpus, long seconds) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dfuzz.target=" + name,
                "-Dfuzz.folder=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                DRIVER,
                "--target_class=" + Guided.class.getName(),
                "--instrumentation_includes=qasr.**",
                // They watch for commands, files and addresses made from the bytes, which are names of files here.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*",
                "-seed=" + settings.seed(),
                "-max_total_time=" + seconds,
                "-max_len=" + MAX_BYTES,
                "-rss_limit_mb=0",
                corpus.toString());
    }
}
