package qasr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the job on a cluster of real executor processes, against {@code qasr transcribe} of the same folder on one machine: 60
 * recordings, a long one and a poisoned one on a file system that fails now and then.
 */
final class SparkJobIT {
    private static final int SHORT = 50; // and the ten examples
    private static final int LONG_SENTENCES = 60;
    private static final List<String> OPTIONS = List.of("-m", Submitted.model().toString(), "-f", "txt,srt,json");
    private static final String POISON = "poison.wav";

    @TempDir
    private static Path folder;

    private static SparkSession spark;

    @BeforeAll
    static void record() throws Exception {
        Path recordings = Files.createDirectories(folder.resolve("recordings"));
        TestSound sound = new TestSound();
        TestSound.copyExamples(recordings);
        for (int i = 0; i < SHORT; i++) {
            Path below = Files.createDirectories(recordings.resolve("day " + i % 3));
            sound.write(below.resolve((i == 40 ? "тема " : "talk ") + i + ".wav"), 1 + i % 2, i);
        }
        sound.write(recordings.resolve("long.wav"), LONG_SENTENCES, 99);
        String[] command = Stream.concat(
                        Stream.of(
                                "transcribe",
                                "-q",
                                "-r",
                                "-d",
                                folder.resolve("expected").toString()),
                        Stream.concat(OPTIONS.stream(), Stream.of(recordings.toString())))
                .toArray(String[]::new);
        Submitted.command(folder.resolve("command.log"), command);
        sound.write(recordings.resolve(POISON), 1, 7);
        Files.createFile(recordings.resolve("empty.wav"));
        spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        if (spark != null) {
            spark.stop();
        }
    }

    private static Submitted submit(String name, String log) throws IOException {
        return Submitted.toCluster(
                2,
                folder.resolve(log + ".log"),
                "--input",
                "flaky://" + folder.resolve("recordings"),
                "--output",
                "flaky://" + folder.resolve(name),
                "--files",
                "--part-minutes",
                "0.5",
                "--options",
                String.join(" ", OPTIONS));
    }

    @Test
    void killedExecutorAndPoisonedRecordingLeaveTheBytesOfOneMachine() throws Exception {
        try (Submitted job = submit("killed", "first")) {
            job.awaitFiles(folder.resolve("killed/_qasr/done"), 20);
            List<ProcessHandle> executors = job.executors();
            assertFalse(executors.isEmpty());
            executors.get(executors.size() - 1).destroyForcibly();
            job.lines(3);
        }
        assertSameFiles("killed");
        Map<String, Row> table = table("killed");
        assertEquals(SHORT + 10 + 3, table.size());
        assertStatus(table, POISON, "failed", Worker.CRASHED);
        assertStatus(table, "empty.wav", "failed", "is empty (0 bytes): there is no recording in it");
        Row divided = row(table, "long.wav");
        assertTrue(divided.<Integer>getAs("parts") > 4, divided.toString());
        for (Row row : table.values()) {
            if (row.getAs("status").equals("done")) {
                assertEquals(1.0, row.<Double>getAs("coverage"), row.toString());
                assertTrue(row.<Double>getAs("rtf") > 0, row.toString());
            }
        }

        // Only what is missing, stale or failed is done again.
        Path changed = folder.resolve("recordings/day 1/talk 1.wav");
        byte[] before = Files.readAllBytes(changed);
        FileTime time = Files.getLastModifiedTime(changed);
        new TestSound().write(changed, 2, 1000);
        Files.delete(folder.resolve("killed/files/day 2/talk 2.srt"));
        try (Submitted job = submit("killed", "second")) {
            List<String> lines = job.lines(3);
            assertTrue(lines.contains("qasr: recordings: 59 current, 3 to do, 1 failed"), lines.toString());
        } finally {
            Files.write(changed, before);
            Files.setLastModifiedTime(changed, time);
        }
        assertTrue(Files.exists(folder.resolve("killed/files/day 2/talk 2.srt")));
        assertEquals(SHORT + 10 + 3, table("killed").size());
    }

    @Test
    void wrongOptionsAreAWrongCommandLine() throws Exception {
        try (Submitted job = Submitted.to(
                "local[1]",
                folder.resolve("wrong.log"),
                "--input",
                folder.resolve("recordings").toString(),
                "--output",
                folder.resolve("wrong").toString(),
                "--options",
                "--no-such")) {
            List<String> lines = job.lines(2);
            assertEquals(1, lines.size(), lines.toString());
            assertTrue(lines.get(0).contains("--no-such"), lines.toString());
        }
    }

    @Test
    void jobThatWasKilledContinues() throws Exception {
        try (Submitted job = submit("half", "half")) {
            job.awaitFiles(folder.resolve("half/_qasr/done"), 30);
            job.kill();
        }
        int done = names(folder.resolve("half/_qasr/done"));
        try (Submitted job = submit("half", "rest")) {
            List<String> lines = job.lines(3);
            assertTrue(lines.stream().anyMatch(line -> line.contains(" " + done + " kept")), done + ": " + lines);
        }
        assertSameFiles("half");
        assertEquals(SHORT + 10 + 3, table("half").size());
        assertFalse(Files.exists(folder.resolve("half/_qasr")));
    }

    private static int names(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return (int) files.count();
        }
    }

    /** The name of a recording in JSON is its address; everything else is equal, byte by byte. */
    private static void assertSameFiles(String name) throws IOException {
        Map<String, String> expected = texts(folder.resolve("expected"));
        assertEquals(3 * (SHORT + 10 + 1), expected.size(), "files of one machine");
        Map<String, String> found = texts(folder.resolve(name).resolve("files"));
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((file, text) -> assertEquals(text, found.get(file), file));
    }

    private static Map<String, String> texts(Path where) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(where)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = where.relativize(file).toString();
                if (!name.startsWith(".qasr")) {
                    texts.put(name, Files.readString(file).replace("\"path\": \"flaky:", "\"path\": \""));
                }
            }
        }
        return texts;
    }

    private static Map<String, Row> table(String name) {
        return spark.read().parquet(folder.resolve(name).resolve("recordings").toString()).collectAsList().stream()
                .collect(Collectors.toMap(row -> row.<String>getAs("uri"), row -> row));
    }

    private static Row row(Map<String, Row> table, String name) {
        return table.get("flaky:" + folder.resolve("recordings").resolve(name));
    }

    private static void assertStatus(Map<String, Row> table, String name, String status, String error) {
        Row row = row(table, name);
        assertEquals(status, row.getAs("status"), row.toString());
        assertEquals(error, row.getAs("error"), row.toString());
    }
}
