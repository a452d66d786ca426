package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.console.ExitStatus;
import qasr.engine.NativeEngines;
import qasr.testing.SeededModel;

/** A prompt and a chunk that do not fit into the model's positions are told before any recording is opened. */
final class ModelPositionsTest {
    private static final Path ENGLISH = Path.of("examples", "english.ogg");

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void write() throws IOException {
        model = SeededModel.tiny().config(text -> text.replace("65536", "1000")).writeTo(folder.resolve("model"));
    }

    private Cli.Outcome transcribe(String... options) {
        List<Object> arguments =
                new ArrayList<>(List.of("transcribe", "-q", "-m", model, "--no-vad", "--max-new-tokens", "20"));
        arguments.addAll(List.of(options));
        arguments.add(ENGLISH);
        return new Cli(new NativeEngines(directory -> List.of())).run(arguments.toArray());
    }

    /** Returns the number that {@code pattern} finds in the only line of a usage error. */
    private static String limit(Cli.Outcome outcome, String pattern) {
        assertEquals(ExitStatus.USAGE.code(), outcome.status(), outcome.err());
        assertEquals("", outcome.out());
        Matcher matcher = Pattern.compile("qasr: " + pattern)
                .matcher(outcome.err().lines().findFirst().orElse(""));
        assertTrue(matcher.matches(), outcome.err());
        return matcher.group(1);
    }

    @Test
    void aLimitOfTheChunksIsNamed() {
        String pattern = "--max-chunk: chunks of 600 seconds do not fit into this model; the limit is ([0-9]+) seconds";
        String limit = limit(transcribe("--max-chunk", "600"), pattern);
        Cli.Outcome outcome = transcribe("--max-chunk", limit);
        assertFalse(outcome.err().contains("--max-chunk"), outcome.err());
        assertFalse(outcome.err().contains("internal error"), outcome.err());
    }

    @Test
    void aLimitOfTheContextIsNamed() throws IOException {
        String terms = "Ada, Qwen, ".repeat(400);
        Path file = Files.writeString(folder.resolve("agenda.txt"), terms);
        String pattern = "--context: has [0-9]+ characters with the glossary's terms; beside chunks of 30 seconds, "
                + "this model has room for about ([0-9]+)";
        String limit = limit(transcribe("--context", "@" + file), pattern);
        Files.writeString(file, terms.substring(0, Integer.parseInt(limit) * 9 / 10));
        Cli.Outcome outcome = transcribe("--context", "@" + file);
        assertFalse(outcome.err().contains("--context"), outcome.err());
        assertFalse(outcome.err().contains("internal error"), outcome.err());
    }
}
