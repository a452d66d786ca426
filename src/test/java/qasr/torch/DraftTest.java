package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests whose drafts are abandoned. */
final class DraftTest {
    private static final String OTHER_NUMBER = "00000000";

    @TempDir
    Path folder;

    /** Returns the draft of another process with the id {@code process}, in the place of this one or another. */
    private Path draft(boolean here, long process, String number) throws IOException {
        String file = "qasr-bf16-01234567.packed";
        String own = Draft.of(folder.resolve(file)).getFileName().toString();
        String place = own.substring(file.length() + 1, own.indexOf('-', file.length()));
        String other = place.equals("01234567") ? "12345678" : "01234567";
        return Files.writeString(
                folder.resolve(
                        "qasr-bf16-01234567.packed." + (here ? place : other) + "-" + process + "-" + number + ".tmp"),
                "half");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, the age decides alone")
    void theDraftOfAProcessThatEndedHereIsAbandoned() throws IOException {
        assertTrue(Draft.isAbandoned(draft(true, 999_999_999, OTHER_NUMBER)));
        Process running = new ProcessBuilder("sleep", "60").start();
        try {
            assertFalse(Draft.isAbandoned(draft(true, running.pid(), OTHER_NUMBER)));
        } finally {
            running.destroy();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, the age decides alone")
    void anEarlierProcessWithTheSameIdHasEnded() throws IOException {
        long own = ProcessHandle.current().pid();
        assertTrue(Draft.isAbandoned(draft(true, own, OTHER_NUMBER)));
        Path file = folder.resolve("qasr-rows-01234567.packed");
        assertFalse(Draft.isAbandoned(Files.writeString(Draft.of(file), "half")));
    }

    @Test
    void aDraftFromElsewhereIsAbandonedAfterADayOnly() throws IOException {
        Path young = draft(false, 999_999_999, OTHER_NUMBER);
        Path old = draft(false, 999_999_998, OTHER_NUMBER);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Path named = Files.writeString(folder.resolve("qasr-int8.json.bak.tmp"), "a user's");
        Files.setLastModifiedTime(named, FileTime.fromMillis(1));
        Draft.removeAbandoned(folder);
        assertEquals(List.of(young, named).stream().sorted().toList(), files());
    }

    @Test
    void aFileIsWrittenWholeAndLeavesNoDraft() throws IOException {
        Path file = folder.resolve("qasr-int8.json");
        Files.writeString(file, "before");
        Draft.write(file, "{}\n");
        assertEquals("{}\n", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
