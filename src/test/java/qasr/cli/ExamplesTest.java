package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.engine.NativeEngines;
import qasr.job.Input;

/** Tests that the built-in model transcribes each recording {@code examples/NAME.EXT} as in {@code NAME.txt}. */
final class ExamplesTest {
    private static final Path EXAMPLES = Path.of("examples");

    @TempDir
    Path out;

    @Test
    void everyExampleIsTranscribedAsItsTextSays() throws IOException {
        List<Path> recordings = recordings();
        assertFalse(recordings.isEmpty());
        List<Object> arguments =
                new ArrayList<>(List.of("transcribe", "-q", "-m", Path.of("models", "demo"), "-d", out));
        arguments.addAll(recordings);
        assertEquals(
                new Cli.Outcome(0, "", ""),
                new Cli(new NativeEngines(directory -> List.of())).run(arguments.toArray()));
        for (Path recording : recordings) {
            String stem = new Input(recording.toString()).stem();
            assertEquals(
                    words(EXAMPLES.resolve(stem + ".txt")), words(out.resolve(stem + ".txt")), recording.toString());
        }
    }

    private static List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*\\.(txt|md|sh|mk|cron|service|timer)"))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the words only: lower case, without punctuation. */
    private static String words(Path text) throws IOException {
        return Files.readString(text)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{P}\\p{S}]+", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
