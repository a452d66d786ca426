package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StepRowsTest {
    private static final List<Integer> CANDIDATES = List.of(6, 4, 14);

    @TempDir
    Path folder;

    @Test
    void theNumberThatCostsLeastARowWins() {
        double[][] rounds = {{6.0, 5.0, 9.0}, {6.1, 5.0, 9.2}, {12.0, 11.0, 18.5}};
        assertEquals(14, StepRows.best(CANDIDATES, rounds), "a slower round changes nothing, ratios are within it");
    }

    @Test
    void nothingChangesWhereRoundsDisagree() {
        double[][] rounds = {{6.0, 2.0, 9.0}, {6.0, 8.0, 9.0}, {6.0, 2.0, 15.0}};
        assertEquals(6, StepRows.best(CANDIDATES, rounds));
    }

    @Test
    void aSmallAdvantageIsNone() {
        double[][] rounds = {{6.0, 3.9, 13.5}, {6.0, 3.9, 13.5}, {6.0, 3.9, 13.5}};
        assertEquals(6, StepRows.best(CANDIDATES, rounds));
    }

    private RowsFile file(String multiplied) {
        return new RowsFile(List.of(folder), multiplied);
    }

    @Test
    void whatWasFoundIsKeptForWhatWasMultiplied() throws Exception {
        assertEquals(OptionalInt.empty(), file("fp16").find());
        assertTrue(file("fp16").canBeKept());
        file("fp16").keep(14);
        assertEquals(OptionalInt.of(14), file("fp16").find());
        assertEquals(OptionalInt.empty(), file("int8").find());
        file("int8").keep(8);
        assertEquals(OptionalInt.of(14), file("fp16").find());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count(), "no drafts are left");
        }
    }

    @Test
    void anInvalidFileIsIgnored() throws Exception {
        file("fp16").keep(14);
        Path kept;
        try (Stream<Path> files = Files.list(folder)) {
            kept = files.filter(file -> file.toString().endsWith(".packed"))
                    .findFirst()
                    .orElseThrow();
        }
        String text = Files.readString(kept);
        for (String last : List.of("many", "0", "65", "-1", "")) {
            Files.writeString(kept, text.substring(0, text.length() - "14\n".length()) + last + "\n");
            assertEquals(OptionalInt.empty(), file("fp16").find(), last);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenToIsNoFailure() {
        RowsFile nowhere = new RowsFile(List.of(folder.resolve("none")), "fp16");
        nowhere.keep(14);
        assertEquals(OptionalInt.empty(), nowhere.find());
    }
}
