package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.FakeDecoder;
import qasr.testing.NewUser;

/** Tests {@code report merge}. */
final class ReportMergeTest {
    private static final String COUNTS = """
              "counts": {
                "done": %d,
                "current": %d,
                "failed": %d,
                "not_begun": %d
              }
            }
            """;

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void makeModel() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
    }

    private static String row(String path, String status, String more) {
        return "{\"path\": \"" + path + "\", \"status\": \"" + status + "\"" + more + "}";
    }

    private Path report(String name, String... rows) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "{\"schema\": \"qasr.report/1\", \"files\": [" + String.join(", ", rows)
                        + "], \"counts\": {\"done\": 77}}");
    }

    private Cli.Outcome merge(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("report", "merge"));
        all.addAll(List.of(arguments));
        return new Cli(new FakeEngines()).run(all.toArray());
    }

    @Test
    void theReportsOfTwoShardsAreThatOfOneRun() throws IOException {
        Path recordings = Files.createDirectory(folder.resolve("recordings"));
        List<Path> inputs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            inputs.add(FakeDecoder.write(recordings.resolve(i + ".wav"), new float[16_000 * (1 + i)]));
        }
        inputs.add(Files.writeString(recordings.resolve("a \"b\" <c> \u5f55.wav"), "moo"));
        Path whole = folder.resolve("whole.json");
        transcribe("--report", whole, "-d", folder.resolve("out"), recordings);
        transcribe("--report", whole, "-d", folder.resolve("out"), recordings); // without times: all is up to date
        Path first = folder.resolve("1.json");
        Path second = folder.resolve("2.json");
        List<Object> half = new ArrayList<>(List.of("--report", first, "-d", folder.resolve("out")));
        half.addAll(inputs.subList(0, 3));
        transcribe(half.toArray());
        half = new ArrayList<>(List.of("--report", second, "-d", folder.resolve("out")));
        half.addAll(inputs.subList(3, 7));
        transcribe(half.toArray());
        Path merged = folder.resolve("merged.json");
        assertEquals(
                new Cli.Outcome(0, "", "qasr: 2 reports: 7 recordings, 6 up to date, 1 failed\n"),
                merge("-o", merged, first, second));
        assertEquals(Files.readString(whole), Files.readString(merged));
        assertEquals(Files.readString(whole), merge("-q", first, second).out());
        assertEquals(Files.readString(whole), merge("-q", merged).out());
    }

    private void transcribe(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("transcribe", "-m", model));
        all.addAll(List.of(arguments));
        new Cli(new FakeEngines()).run(all.toArray());
    }

    @Test
    void theBestRowCountsAndThenTheLast() throws IOException {
        Path one = report(
                "1.json",
                row("a", "failed", ", \"error\": \"disk\""),
                row("b", "done", ", \"attempts\": 1"),
                row("c", "not_begun", ""),
                row("d", "failed", ", \"error\": \"old\""),
                row("e", "current", ""));
        Path two = report(
                "2.json",
                row("d", "failed", ", \"error\": \"new\""),
                row("a", "current", ""),
                row("b", "failed", ""),
                row("c", "failed", ", \"extra\": {\"deep\": [1, 2.50]}"),
                row("e", "done", ""));
        Cli.Outcome outcome = merge(one, two);
        assertEquals(0, outcome.status());
        String rows = outcome.out().replaceAll("\\s+", " ");
        assertTrue(
                rows.contains("{ \"path\": \"b\", \"status\": \"done\", \"attempts\": 1 }, { \"path\": \"d\""), rows);
        assertTrue(rows.contains("\"error\": \"new\"") && !rows.contains("old"), rows);
        assertTrue(rows.contains("\"extra\": { \"deep\": [ 1, 2.50 ] }"), rows);
        assertTrue(outcome.out().endsWith(COUNTS.formatted(2, 1, 2, 0)), outcome.out());
        assertEquals("""
                qasr: 2 reports: 5 recordings, 2 done, 1 up to date, 2 failed
                qasr: 5 rows left out: their recordings have a better or later row
                """, outcome.err());
    }

    @Test
    void missingShardsAreNamed() throws IOException {
        Path one = Files.writeString(
                folder.resolve("1.json"), "{\"schema\":\"qasr.report/1\",\"shard\":\"2/4\",\"files\":[]}");
        Path two = Files.writeString(
                folder.resolve("2.json"), "{\"schema\":\"qasr.report/1\",\"shard\":\"3/4\",\"files\":[]}");
        Cli.Outcome outcome = merge(one, two);
        assertEquals("qasr: 2 reports: 0 recordings\nqasr: no report of shard 1, 4 of 4\n", outcome.err());
        assertTrue(outcome.out().contains("\"files\": [],\n") && !outcome.out().contains("shard"), outcome.out());
    }

    @Test
    void whatIsNoReportIsRefusedByName() throws IOException {
        Path good = report("good.json", row("a", "done", ""));
        String whole = Files.readString(good);
        List<String> wrong = List.of(
                "",
                "moo",
                "[]",
                "{}",
                "{\"schema\": \"qasr.transcript/1\", \"files\": []}",
                "{\"schema\": \"qasr.report/2\", \"files\": []}",
                "{\"schema\": \"qasr.report/1\"}",
                "{\"schema\": \"qasr.report/1\", \"files\": {}}",
                "{\"schema\": \"qasr.report/1\", \"files\": [1]}",
                "{\"schema\": \"qasr.report/1\", \"files\": [{}]}",
                "{\"schema\": \"qasr.report/1\", \"files\": [], \"files\": []}",
                "{\"files\": []}",
                whole.replace("done\"}", "great\"}"),
                whole.replace("done\"}", "done\", \"seconds\": \"x\"}"),
                whole.replace("\"status\"", "\"state\""),
                whole.substring(0, whole.length() - 1),
                whole.substring(0, whole.length() / 2),
                whole + "{}");
        for (String text : wrong) {
            Path bad = Files.writeString(folder.resolve("bad.json"), text);
            Path out = folder.resolve("out.json");
            Cli.Outcome outcome = merge("-o", out, good, bad, good);
            assertEquals(4, outcome.status(), text + ": " + outcome);
            assertTrue(outcome.err().startsWith("qasr: " + bad + ": is no"), text + ": " + outcome.err());
            assertEquals(1, outcome.err().lines().count(), outcome.err());
            assertFalse(Files.exists(out), text);
            assertEquals("", merge(good, bad).out(), text);
        }
        Files.write(folder.resolve("bad.json"), new byte[] {'{', '"', (byte) 0xFF, '"'});
        assertEquals(4, merge(good, folder.resolve("bad.json")).status());
        assertEquals(
                "qasr: " + folder.resolve("none.json") + ": cannot be read: no such file or directory\n",
                merge(good, folder.resolve("none.json")).err());
        assertEquals(
                "qasr: " + folder + ": is a directory\n", merge(good, folder).err());
    }

    @Test
    void theOutputReplacesOnlyReports() throws IOException {
        Path one = report("1.json", row("a", "done", ""));
        Path precious = Files.writeString(folder.resolve("precious.txt"), "novel");
        assertEquals(7, merge("-o", precious, one).status());
        assertEquals("novel", Files.readString(precious));
        assertEquals(2, merge("-o", one, one).status());
        assertEquals(7, merge("-o", folder.resolve("none/x.json"), one).status());
        Path out = folder.resolve("out.json");
        assertEquals(0, merge("-o", out, one).status());
        assertEquals(0, merge("-o", out, one, one).status());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("1.json", "model", "out.json", "precious.txt"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    /** The rows of this report alone are more than the memory of the process. */
    @Test
    void rowsAreNotKept() throws Exception {
        int rows = 8000;
        String warnings = ", \"warnings\": [\"" + "w".repeat(4000) + "\"]";
        Path big = folder.resolve("big.json");
        try (BufferedWriter text = Files.newBufferedWriter(big, StandardCharsets.UTF_8)) {
            text.write("{\"schema\": \"qasr.report/1\", \"files\": [");
            for (int i = 0; i < rows; i++) {
                text.write((i == 0 ? "" : ",") + row("recording" + i, "done", warnings));
            }
            text.write("]}");
        }
        Path out = folder.resolve("merged.json");
        Process process = NewUser.process(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx20m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "qasr.cli.Main",
                        "report",
                        "merge",
                        "-o",
                        out.toString(),
                        big.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("1 report: 8000 recordings, 8000 done"), output);
        assertTrue(Files.size(out) >= rows * 4000L);
    }
}
