package qasr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a problem that is not a recording's own never takes a result from the table. */
final class LookerTest {
    private static final Optional<Looker.Earlier> RESULT =
            Optional.of(new Looker.Earlier(ResultRow.DONE, 1, 1, "", "", ""));
    private static final Optional<Looker.Earlier> FAILURE =
            Optional.of(new Looker.Earlier(ResultRow.FAILED, 0, 0, "", "", ""));

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void makeModel() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), "{}");
        Files.write(folder.resolve("talk.wav"), new byte[10]);
    }

    private Looker looker(Path model) throws IOException {
        JobSettings settings = JobSettings.parse(
                "--input", folder.toString(), "--output", folder.resolve("out").toString(), "--options", "-m " + model);
        return new Looker(settings, new Configuration());
    }

    private static Entry entry(String uri, String options) {
        return new Entry(Entry.id(uri, options), uri, uri, 0, options, "talk");
    }

    private Entry talk(String options) {
        return entry("file:" + folder.resolve("talk.wav"), options);
    }

    @Test
    void aMissingModelIsNoFailureOfARecording() throws IOException {
        assertEquals(
                Look.State.TO_DO, looker(model).look(talk(""), Optional.empty()).state());
        Path missing = folder.resolve("none");
        for (Optional<Looker.Earlier> earlier : List.of(RESULT, FAILURE)) {
            IOException problem =
                    assertThrows(IOException.class, () -> looker(missing).look(talk(""), earlier));
            assertTrue(problem.getMessage().contains(missing.toString()), problem.getMessage());
        }
        IOException problem =
                assertThrows(IOException.class, () -> looker(Path.of("none")).look(talk(""), Optional.empty()));
        assertTrue(problem.getMessage().startsWith("none: no model of this name"), problem.getMessage());
    }

    @Test
    void wrongOptionsOfARecordingAreItsFailure() throws IOException {
        Look look = looker(model).look(talk("--none"), RESULT);
        assertEquals(Look.State.FAILED, look.state());
        assertTrue(look.error().contains("--none"), look.error());
        assertEquals(
                Look.State.FAILED, looker(model).look(talk("-l 'ru"), RESULT).state());
    }

    @Test
    void aFileSystemThatDoesNotAnswerTakesNoResult() throws IOException {
        Entry entry = entry("nowhere:///talk.wav", "");
        assertThrows(IOException.class, () -> looker(model).look(entry, RESULT));
        Look look = looker(model).look(entry, FAILURE);
        assertEquals(Look.State.FAILED, look.state());
        assertTrue(look.error().startsWith("cannot be read: "), look.error());
        assertEquals(
                Look.State.FAILED, looker(model).look(entry, Optional.empty()).state());
        Look gone = looker(model).look(entry("file:" + folder.resolve("gone.wav"), ""), RESULT);
        assertEquals("no such file", gone.error());
    }
}
