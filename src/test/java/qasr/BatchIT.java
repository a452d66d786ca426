package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A batch of fifty files of every kind, run as cron would run {@code ./qasr}: without HOME and without a terminal. */
@DisabledOnOs(OS.WINDOWS)
final class BatchIT {
    private static final String SPEECH = "В данный момент никто не может принять Ваш звонок.";

    @TempDir
    Path temp;

    private MixedFolder folder;

    @BeforeEach
    void makeFiles() throws IOException {
        folder = MixedFolder.make(Launcher.CHECKOUT.resolve("examples"), temp.resolve("recordings"));
    }

    @Test
    void everyFileIsReportedAndOnlyChangedFilesAreTranscribedAgain() throws Exception {
        Map<String, List<String>> first = statuses(3);
        assertEquals(
                folder.good(), first.get("done").size() + first.get("current").size());
        assertEquals(folder.failing(), first.get("failed"));
        assertEquals(3, first.get("current").size(), first.toString()); // the same sound under another name
        assertEquals(2 * folder.good(), outputs().size());
        assertTrue(text("hour.txt").startsWith(SPEECH) && text("hour.txt").endsWith(SPEECH), text("hour.txt"));
        assertEquals(SPEECH, text("odd/会议录音.txt"));
        assertEquals(SPEECH, text("odd/-dash.txt"));
        assertEquals(SPEECH, text("odd/two\nlines.txt"));

        Map<String, String> before = contents();
        assertEquals(List.of(), statuses(3).get("done"));
        assertEquals(before, contents());

        folder.touch("week3/rec1.wav");
        assertEquals(List.of(), statuses(3).get("done"));
        assertEquals(before, contents());

        folder.rename("week3/rec2.wav", "week3/moved.wav");
        assertEquals(List.of(), statuses(3).get("done"));
        assertEquals(SPEECH, text("week3/moved.txt"));
        assertTrue(Files.readString(temp.resolve("texts/week3/moved.json")).contains("week3/moved.wav\""));

        folder.edit("week3/rec3.wav");
        assertEquals(List.of("week3/rec3.wav"), statuses(3).get("done"));

        folder.rename("week3/rec4.wav", "week3/other.wav");
        folder.replace("week3/rec4.wav", "spanish.mp3");
        assertEquals(List.of(), statuses(3).get("done")); // that sound is here under another name, too
        assertFalse(text("week3/rec4.txt").contains(SPEECH), text("week3/rec4.txt"));
        assertEquals(SPEECH, text("week3/other.txt"));
    }

    /** Runs the batch and returns the recordings below its folder by their status. */
    private Map<String, List<String>> statuses(int status) throws Exception {
        Path recordings = folder.path();
        Launcher.Run run = new Launcher(temp)
                .run(
                        temp,
                        Map.of(
                                "QASR_MODEL",
                                Launcher.CHECKOUT.resolve("models/demo").toString()),
                        "",
                        Launcher.CHECKOUT.resolve("qasr").toString(),
                        "transcribe",
                        "-q",
                        "-r",
                        "-f",
                        "txt,json",
                        "-d",
                        "texts",
                        "--report",
                        "report.json",
                        recordings.toString());
        assertEquals(status, run.status(), run.err());
        assertEquals("", run.out());
        JsonObject report = JsonParser.parseString(Launcher.read(temp.resolve("report.json")))
                .getAsJsonObject();
        Map<String, List<String>> paths = new TreeMap<>(
                Map.of("done", new ArrayList<>(), "current", new ArrayList<>(), "failed", new ArrayList<>()));
        for (JsonElement element : report.getAsJsonArray("files")) {
            JsonObject file = element.getAsJsonObject();
            String path = recordings
                    .relativize(Path.of(file.get("path").getAsString()))
                    .toString();
            paths.get(file.get("status").getAsString()).add(path);
            if (file.get("status").getAsString().equals("failed")) {
                assertTrue(run.err().contains(path + ": " + file.get("error").getAsString()), run.err());
            }
        }
        assertEquals(paths.get("failed").size(), run.err().lines().count(), run.err());
        return paths;
    }

    private String text(String name) throws IOException {
        return Launcher.read(temp.resolve("texts").resolve(name)).strip();
    }

    private List<Path> outputs() throws IOException {
        try (Stream<Path> files = Files.walk(temp.resolve("texts"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/.qasr/"))
                    .toList();
        }
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : outputs()) {
            FileTime written = Files.getLastModifiedTime(file);
            contents.put(file.toString(), written + Launcher.read(file));
        }
        return contents;
    }
}
