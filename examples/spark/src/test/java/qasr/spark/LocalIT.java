package qasr.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the job in this process: a list in Parquet, long recordings of compressed sound, {@code --plan} and {@code --reread}. */
final class LocalIT {
    private static final int LONG_SENTENCES = 45;
    private static final int LEAST_SECONDS = 170;
    private static final List<String> LONG = List.of("long.m4a", "long.mp3", "long.ogg");
    private static final String TALK = "10:30 talk, \"one\".wav";

    @TempDir
    private static Path folder;

    private static SparkSession spark;

    @BeforeAll
    static void start() throws Exception {
        TestSound sound = new TestSound();
        sound.write(folder.resolve(TALK), 2, 1);
        Path wav = folder.resolve("source");
        sound.write(wav, LONG_SENTENCES, 2);
        for (String name : LONG) {
            encode(wav, folder.resolve(name));
        }
        SparkConf conf = new SparkConf()
                .setMaster("local[1]")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.driver.host", "127.0.0.1");
        Cluster.prepare(conf);
        spark = SparkSession.builder().config(conf).getOrCreate();
    }

    @AfterAll
    static void stop() {
        if (spark != null) {
            spark.stop();
        }
        Engine.closeIfIdle();
    }

    private static void encode(Path wav, Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Loader.load(org.bytedeco.ffmpeg.ffmpeg.class),
                        "-loglevel",
                        "error",
                        "-i",
                        wav.toString(),
                        "-b:a",
                        "48k",
                        file.toString())
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor(), file.toString());
    }

    /** Runs a job, and returns the lines that it printed. */
    private static List<String> run(Path list, String output, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--input", list.toString(), "--output", folder.resolve(output).toString(), "--files"));
        arguments.addAll(List.of("--part-minutes", "0.5", "--options", "-m " + Submitted.model() + " -f txt,srt,json"));
        arguments.addAll(List.of(more));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            new Driver(JobSettings.parse(arguments.toArray(new String[0])), spark).run();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void assertPlan(String counts, List<String> lines) {
        assertTrue(lines.contains("qasr: recordings: " + counts), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("qasr: plan: about ")), lines.toString());
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("qasr: table: ")), lines.toString());
    }

    @Test
    void parquetListOfLongRecordingsGivesTheBytesOfOneMachine() throws Exception {
        Path list = folder.resolve("list.parquet");
        List<Row> rows = new ArrayList<>(List.of(RowFactory.create(12.5, null, TALK)));
        LONG.forEach(name ->
                rows.add(RowFactory.create(null, "-l ru", folder.resolve(name).toString())));
        rows.add(RowFactory.create(60.0, "", "missing.wav"));
        spark.createDataFrame(
                        rows,
                        new StructType()
                                .add("Duration", DataTypes.DoubleType)
                                .add("options", DataTypes.StringType)
                                .add("uri", DataTypes.StringType))
                .write()
                .parquet(list.toString());

        assertPlan("4 to do, 1 failed", run(list, "out", "--plan"));
        assertFalse(Files.exists(folder.resolve("out")));

        List<String> lines = run(list, "out");
        String last = lines.get(lines.size() - 1);
        assertTrue(last.endsWith("/out/recordings: {done=4, failed=1}"), last);
        Map<String, Row> table = table("out");
        assertEquals("no such file", table.get("missing.wav").getAs("error"));
        assertEquals(1, table.get(TALK).<Integer>getAs("parts"));
        for (String name : LONG) {
            Row row = table.get(name);
            assertTrue(row.<Integer>getAs("parts") > 4, row.toString());
            assertTrue(row.<Double>getAs("seconds") > LEAST_SECONDS, row.toString());
        }
        expect(List.of(TALK));
        List<String> russian = new ArrayList<>(List.of("-l", "ru"));
        russian.addAll(LONG);
        expect(russian);

        Path noModel = Files.createDirectory(folder.resolve("no model"));
        for (Path wrong : List.of(folder.resolve("none"), noModel)) {
            IOException problem =
                    assertThrows(IOException.class, () -> run(list, "out", "--options", "-m '" + wrong + "'"));
            assertTrue(problem.getMessage().contains(wrong.toString()), problem.getMessage());
        }
        assertPlan("4 current, 1 failed", run(list, "out", "--plan"));
        assertPlan("4 current, 1 failed", run(list, "out", "--plan", "--reread"));
        Path talk = folder.resolve(TALK);
        FileTime time = Files.getLastModifiedTime(talk);
        byte[] changed = Files.readAllBytes(talk);
        changed[changed.length / 2] ^= 1;
        Files.write(talk, changed);
        Files.setLastModifiedTime(talk, time);
        assertPlan("4 current, 1 failed", run(list, "out", "--plan"));
        assertPlan("3 current, 1 to do, 1 failed", run(list, "out", "--plan", "--reread"));
        assertEquals(table.keySet(), table("out").keySet());
    }

    private static Map<String, Row> table(String output) {
        return spark.read().parquet(folder.resolve(output).resolve("recordings").toString()).collectAsList().stream()
                .collect(Collectors.toMap(
                        row -> row.<String>getAs("uri").substring(("file:" + folder + "/").length()), row -> row));
    }

    /** Compares the files of some recordings with those of {@code qasr transcribe}, whose options may come before them. */
    private static void expect(List<String> words) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("transcribe", "-q", "-m", Submitted.model().toString()));
        command.addAll(
                List.of("-f", "txt,srt,json", "-d", folder.resolve("expected").toString()));
        List<String> names = words.stream().filter(word -> word.contains(".")).toList();
        words.forEach(
                word -> command.add(names.contains(word) ? folder.resolve(word).toString() : word));
        Submitted.command(folder.resolve("command.log"), command.toArray(new String[0]));
        for (String name : names) {
            String stem = name.substring(0, name.lastIndexOf('.'));
            String unique = names.size() > 1 ? name : stem; // equal names of different sound keep their extensions
            for (String format : List.of("txt", "srt", "json")) {
                assertArrayEquals(
                        Files.readAllBytes(folder.resolve("expected").resolve(unique + "." + format)),
                        Files.readAllBytes(folder.resolve("out/files").resolve(unique + "." + format)),
                        name + "." + format);
            }
        }
    }
}
