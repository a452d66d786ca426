package qasr.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class FileHistoryTest {
    private static final String TEXT = "One.\nTwo.\n";

    @TempDir
    Path folder;

    @Test
    void theRecordOfTheFileItselfTellsWhetherItIsCorrected() throws IOException {
        for (List<String> order : List.of(List.of("b.txt", "c.txt"), List.of("c.txt", "b.txt"))) {
            for (String text : List.of(TEXT, TEXT.replace("\n", "\r\n"))) {
                Path out = Files.createTempDirectory(folder, "out");
                for (String name : order) {
                    record(out, name, TEXT, name.equals("b.txt"));
                    Files.writeString(out.resolve(name), text);
                }
                assertEquals(FileHistory.State.CORRECTED, state(out, "b.txt"), order + text);
                assertEquals(FileHistory.State.OURS, state(out, "c.txt"), order + text);
            }
        }
    }

    @Test
    void aTextUnderAnotherNameIsCorrectedIfAnyFileWithThisTextIs() throws IOException {
        for (boolean first : List.of(true, false)) {
            Path out = Files.createTempDirectory(folder, "out");
            record(out, "b.txt", TEXT, first);
            record(out, "c.txt", TEXT, !first);
            record(out, "d.txt", "Three.\n", false);
            Files.writeString(out.resolve("d.txt"), TEXT);
            Files.writeString(out.resolve("e.txt"), TEXT);
            assertEquals(FileHistory.State.CORRECTED, state(out, "d.txt"));
            assertEquals(FileHistory.State.CORRECTED, state(out, "e.txt"));
            Files.writeString(out.resolve("d.txt"), "changed");
            Files.writeString(out.resolve("e.txt"), "changed");
            assertEquals(FileHistory.State.CHANGED, state(out, "d.txt"));
            assertEquals(FileHistory.State.UNKNOWN, state(out, "e.txt"));
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, names are characters")
    void aRecordNamesAFileAsItIsShown() {
        for (String name : List.of("a/b.txt", "a\\b.txt", "caf\uDCE9.txt")) {
            assertEquals(FileName.shown(name), FileHistory.relative(folder, folder.resolve(FileName.path(name))));
        }
    }

    private static FileHistory.State state(Path out, String name) throws IOException {
        return new FileHistory().of(out, out.resolve(name));
    }

    private static void record(Path out, String name, String text, boolean corrected) throws IOException {
        String sum = Digests.ofBytes(text.getBytes(StandardCharsets.UTF_8));
        try (StateFolder state = StateFolder.in(out)) {
            state.add(new StateFolder.Output(name, "", sum, name, "", "", corrected, List.of()));
        }
    }
}
