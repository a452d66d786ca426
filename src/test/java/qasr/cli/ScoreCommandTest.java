package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScoreCommandTest {
    @TempDir
    private Path folder;

    private static Cli.Outcome run(Object... arguments) {
        return new Cli(new FakeEngines()).run(arguments);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void severalFilesHaveATotal() throws IOException {
        Path a = write("a.ref", "The quick brown fox.\n");
        Path b = write("a.hyp", "the quack fox jumps");
        Path c = write("b.ref", "今天天气很好。");
        Path d = write("b.hyp", "今天天汽好吗？");
        String table = run("score", a, b, c, d).out();
        assertTrue(table.contains("WER"), table);
        assertTrue(table.matches("(?s).*\\ntotal +10 +2 +2 +2 +60\\.00% +22 .*"), table);
        JsonObject json =
                JsonParser.parseString(run("score", "--json", a, b, c, d).out()).getAsJsonObject();
        JsonObject total = json.getAsJsonObject("total").getAsJsonObject("words");
        assertEquals(0.6, total.get("rate").getAsDouble());
        assertEquals(10, total.get("reference").getAsInt());
        assertEquals(
                "{\"at\":1,\"reference\":\"quick\",\"hypothesis\":\"quack\"}",
                json.getAsJsonArray("files")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("errors")
                        .get(0)
                        .toString());
    }

    @Test
    void theDifferencesAreShownBelowEachOther() throws IOException {
        Path a = write("a.ref", "one two three four five six seven eight nine ten");
        Path b = write("a.hyp", "one two three four fife six seven eight nine ten");
        String table = run("score", "--diff", a, b).out();
        assertTrue(
                table.contains(
                        "  REF: two three four five six seven eight\n  HYP: two three four fife six seven eight\n"),
                table);
        String coloured = run("score", "--diff", "--color", "always", a, b).out();
        assertTrue(coloured.contains("\u001b[31mfive\u001b[0m"), coloured);
    }

    @Test
    void foldersArePairedByName() throws IOException {
        write("ref/x/a.txt", "one two");
        write("ref/b.txt", "three");
        write("hyp/x/a.txt", "one too");
        Cli.Outcome outcome = run("score", folder.resolve("ref"), folder.resolve("hyp"));
        assertEquals(3, outcome.status());
        Path missing = folder.resolve("hyp/b.txt");
        assertEquals("qasr: " + missing + ": cannot be read: no such file or directory\n", outcome.err());
        assertTrue(outcome.out().matches("(?s).*\\ntotal +2 +1 +0 +0 +50\\.00%.*"), outcome.out());
    }

    @Test
    void numbersCanBeComparedByValue() throws IOException {
        Path a = write("a.ref", "he paid twenty five dollars and left");
        Path b = write("a.hyp", "he paid $25 and left");
        assertTrue(
                run("score", "--numbers", a, b).out().contains(" 0.00%"),
                run("score", "--numbers", a, b).out());
    }

    @Test
    void badArgumentsAreUsageErrors() throws IOException {
        Path a = write("a.txt", "x");
        assertEquals(2, run("score", a, a, a).status());
        assertEquals(2, run("score", a, folder).status());
        assertEquals(4, run("score", a, folder.resolve("none")).status());
    }
}
