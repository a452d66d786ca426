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

/** {@code score --rttm}. */
final class RttmScoreTest {
    @SuppressWarnings("StringConcatToTextBlock")
    private static final String REFERENCE = "SPEAKER a 1 0.0 4.0 <NA> <NA> Ada <NA> <NA>\n"
            + "SPEAKER a 1 3.0 3.0 <NA> <NA> Bob <NA> <NA>\nSPEAKER b 1 0 2 <NA> <NA> Ada <NA> <NA>\n";

    private static final String RESULT =
            "SPEAKER a 1 0.0 3.0 <NA> <NA> S1 <NA> <NA>\nSPEAKER a 1 3.0 3.5 <NA> <NA> S2 <NA> <NA>\n";

    @TempDir
    Path folder;

    private Cli.Outcome score(Object... options) throws IOException {
        Object[] all = new Object[options.length + 4];
        all[0] = "score";
        all[1] = "--rttm";
        System.arraycopy(options, 0, all, 2, options.length);
        all[all.length - 2] = Files.writeString(folder.resolve("ref.rttm"), REFERENCE);
        all[all.length - 1] = Files.writeString(folder.resolve("sys.rttm"), RESULT);
        return new Cli(new FakeEngines()).run(all);
    }

    @Test
    void eachRecordingAndTheTotalAreScored() throws IOException {
        Cli.Outcome outcome = score();
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(
                outcome.out().matches("(?s).*\na 1 +7\\.00 s +1\\.00 s +0\\.00 s +0\\.00 s +14\\.29%\n.*"),
                outcome.out());
        assertTrue(outcome.out().matches("(?s).*\ntotal +9\\.00 s +3\\.00 s .* 33\\.33%\n"), outcome.out());
        assertTrue(outcome.err().contains("has no turns of 'b 1'"), outcome.err());
        JsonObject json = JsonParser.parseString(
                        score("--json", "--skip-overlap", "--collar=0.5").out())
                .getAsJsonObject();
        assertEquals(0.5, json.get("collar").getAsDouble());
        assertEquals(0.25, json.getAsJsonObject("total").get("der").getAsDouble(), 1e-6);
    }

    @Test
    void aSplitResultIsScoredWithAReferenceOfOneChannel() throws IOException {
        Path reference = Files.writeString(folder.resolve("one.rttm"), REFERENCE);
        Path split = Files.writeString(
                folder.resolve("split.rttm"),
                RESULT.replace("a 1 3.0", "a 2 3.0") + "SPEAKER b 1 0 2 <NA> <NA> S1 <NA> <NA>\n");
        Cli.Outcome outcome = new Cli(new FakeEngines()).run("score", "--rttm", reference, split);
        assertTrue(
                outcome.out().matches("(?s).*\na 1 +7\\.00 s +1\\.00 s +0\\.00 s +0\\.00 s +14\\.29%\n.*"),
                outcome.out());
        assertTrue(outcome.err().contains("joins the 2 channels of 'a': the reference has one"), outcome.err());
    }

    /** NIST's references name a recording by its stem, other programs by its path. */
    @Test
    void pathsAndStemsAreTheSameRecordings() throws IOException {
        for (String[] pair :
                new String[][] {{"a", "x/a.wav"}, {"x/a.wav", "a"}, {"a.wav", "a"}, {"y/a.flac", "x/a.wav"}}) {
            Path reference =
                    Files.writeString(folder.resolve("n.rttm"), REFERENCE.replace(" a 1", " " + pair[0] + " 1"));
            Path result = Files.writeString(folder.resolve("m.rttm"), RESULT.replace(" a 1", " " + pair[1] + " 1"));
            Path parts = Files.writeString(folder.resolve("p.uem"), pair[1] + " 1 0 7\nb 1 0 0\n");
            Cli.Outcome outcome = new Cli(new FakeEngines()).run("score", "--rttm", reference, result);
            assertTrue(
                    outcome.out().matches("(?s).*\n" + pair[0] + " 1 +7\\.00 s +1\\.00 s .* 14\\.29%\n.*"),
                    outcome.out());
            Cli.Outcome part = new Cli(new FakeEngines()).run("score", "--rttm", "--uem", parts, reference, result);
            assertTrue(part.out().matches("(?s).* 1 +7\\.00 s +1\\.00 s +0\\.50 s .*"), part.out());
        }
        Path unclear = Files.writeString(
                folder.resolve("u.rttm"), RESULT.replace(" a 1", " x/a 1") + RESULT.replace(" a 1", " y/a 1"));
        Path reference = Files.writeString(folder.resolve("n.rttm"), REFERENCE);
        Cli.Outcome outcome = new Cli(new FakeEngines()).run("score", "--rttm", reference, unclear);
        assertTrue(outcome.err().contains("has no turns of 'a 1'"), outcome.err());
    }

    @Test
    void partsCanBeChosen() throws IOException {
        Path uem = Files.writeString(folder.resolve("parts.uem"), "a 1 0 7\nb 1 0 0\n");
        assertTrue(score("--uem", uem).out().matches("(?s).*\na 1 +7\\.00 s +1\\.00 s +0\\.50 s .*"));
    }

    @Test
    void badFilesAndArgumentsAreNamed() throws IOException {
        assertEquals(2, score("--collar=-1").status());
        Path one = Files.writeString(folder.resolve("one.rttm"), "SPEAKER a 1 0 x <NA> <NA> A <NA> <NA>\n");
        Cli.Outcome bad = new Cli(new FakeEngines()).run("score", "--rttm", one, one);
        assertEquals(4, bad.status());
        assertEquals("qasr: " + one + ": line 1: 'x' is not a number of seconds\n", bad.err());
        Cli.Outcome three = new Cli(new FakeEngines()).run("score", "--rttm", one, one, one);
        assertEquals(2, three.status());
        Cli.Outcome alone = new Cli(new FakeEngines()).run("score", "--collar", "1", one, one);
        assertTrue(alone.err().contains("--collar: needs --rttm"), alone.err());
    }
}
