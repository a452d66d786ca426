package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiffCommandTest {
    @TempDir
    private Path folder;

    private Path result;

    @BeforeEach
    void write() throws IOException {
        result = Files.writeString(folder.resolve("r.json"), """
                {"segments": [
                  {"start": 61.5, "text": "用Kube部署", "raw_text": "用酷伯部署",
                   "edits": [{"kind": "glossary", "at": 1, "from": "酷伯", "to": "Kube"}]},
                  {"start": 70, "text": "same", "raw_text": "same", "edits": []}]}
                """);
    }

    private static Cli.Outcome run(Object... arguments) {
        return new Cli(new FakeEngines()).run(arguments);
    }

    @Test
    void editsAreMarked() {
        assertEquals(
                new Cli.Outcome(0, "0:01:01.500  用[-酷伯-]{+Kube+}部署\n", "qasr: edits: 1 glossary\n"),
                run("diff", result));
    }

    @Test
    void coloursFollowTheOption() {
        assertEquals(
                "0:01:01.500  用\u001b[31m酷伯\u001b[0m\u001b[32mKube\u001b[0m部署\n",
                run("diff", "--color", "always", result).out());
        Cli terminal = new Cli(new FakeEngines()).terminal(80);
        assertTrue(terminal.run("diff", result).out().contains("\u001b[32mKube"));
        Cli redirected = new Cli(new FakeEngines()).outputTerminal();
        assertTrue(redirected.run("diff", result).out().contains("\u001b[32mKube"), "2> file");
        Cli colourless = new Cli(new FakeEngines()).terminal(80).variable("NO_COLOR", "1");
        assertTrue(colourless.run("diff", result).out().contains("{+Kube+}"));
    }

    @Test
    void oneInvalidResultDoesNotStopTheOthers() throws IOException {
        Path cut = Files.writeString(folder.resolve("cut.json"), "{\"segments\": [");
        Cli.Outcome outcome = run("diff", result, cut, result);
        assertEquals(3, outcome.status());
        assertEquals("0:01:01.500  用[-酷伯-]{+Kube+}部署\n".repeat(2), outcome.out());
        assertTrue(outcome.err().startsWith("qasr: " + cut + ": "), outcome.err());
        assertTrue(outcome.err().endsWith("qasr: edits: 2 glossary\n"), outcome.err());
    }

    @Test
    void invalidResultsAreNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "no json");
        assertEquals(4, run("diff", text).status());
        assertTrue(
                run("diff", text).err().startsWith("qasr: " + text + ": is"),
                run("diff", text).err());
        assertEquals(4, run("diff", folder.resolve("none")).status());
        Path bytes = Files.write(folder.resolve("bytes.json"), new byte[] {'{', (byte) 0xE9, '}'});
        assertEquals(
                new Cli.Outcome(4, "", "qasr: " + bytes + ": is not UTF-8 text; save it as UTF-8\n"),
                run("diff", bytes));
        assertEquals(
                new Cli.Outcome(4, "", "qasr: " + bytes + ": is not UTF-8 text; save it as UTF-8\n"),
                run("rename", bytes, "S1=Ada"));
    }
}
