package qasr.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.testing.Property;
import qasr.transcribe.Workload.Estimate;

final class StatusLinesTest {
    private int columns = 20;
    private FakeScreen screen = new FakeScreen(columns);
    private final List<String> writes = new ArrayList<>();
    private final StatusLines lines = new StatusLines(
            new Terminal() {
                @Override
                public boolean isInteractive() {
                    return true;
                }

                @Override
                public int columns() {
                    return columns;
                }
            },
            () -> false,
            text -> {
                writes.add(text);
                screen.write(text);
            });

    @Test
    void fewerAndShorterLinesLeaveNothingOfTheOthers() {
        screen.write("before\n");
        lines.show(List.of("working on it", "second", "third"));
        lines.show(List.of("done", "2"));
        assertEquals(List.of("before", "done", "2"), screen.lines());
    }

    @Test
    void otherTextIsPrintedAboveTheBars() {
        lines.show(List.of("one", "two"));
        lines.clear();
        screen.write("text\n");
        lines.redraw();
        assertEquals(List.of("text", "one", "two"), screen.lines());
        lines.end();
        lines.redraw();
        assertEquals(List.of("text", ""), screen.lines());
    }

    /** 100,000 messages, each with the lines taken away and drawn again, would take longer than what they report. */
    @Test
    void manyMessagesDoNotRedrawTheBarsEachTime() {
        lines.allow(3);
        for (int i = 0; i < 1000; i++) {
            lines.clear();
            screen.write("message " + i + "\n");
            lines.redraw();
            lines.show(List.of("done: " + i));
        }
        assertTrue(writes.size() < 10, writes.toString());
        lines.allow(3);
        lines.show(List.of("done: all"));
        assertEquals("done: all", screen.lines().get(screen.lines().size() - 1));
        lines.end();
        lines.show(List.of("there is no limit any more"));
        for (int i = 0; i < 10; i++) {
            lines.show(List.of("" + i));
        }
        assertEquals("9", screen.lines().get(screen.lines().size() - 1));
    }

    @Test
    void unchangedLinesAreNotWrittenAgain() {
        lines.show(List.of("one", "two"));
        lines.show(List.of("one", "two"));
        assertEquals(1, writes.size());
    }

    @Test
    void theLastColumnStaysEmptyAlsoWithWideCharacters() {
        lines.show(List.of("会议录音会议录音会议录音.m4a", "-"));
        assertEquals(List.of("会议录音会议录音会", "-"), screen.lines());
    }

    @Test
    void aWindowThatBecameNarrowerIsClearedToo() {
        lines.show(List.of("0123456789012345678", "x"));
        columns = 10;
        screen = new FakeScreen(10);
        screen.write("0123456789012345678\r\nx"); // as a terminal wraps what was there
        lines.show(List.of("short"));
        assertEquals(List.of("short"), screen.lines());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 200})
    void barsStandBelowOneAnotherAndFit(int width) {
        StatusText text = new StatusText(width, 30);
        Estimate estimate = new Estimate(
                OptionalDouble.of(0.42),
                1,
                OptionalDouble.of(7200),
                OptionalDouble.of(3723),
                OptionalDouble.of(3.14159));
        String chinese = text.line("二零二六年第一季度产品评审会议录音.m4a", estimate);
        String korean = text.line("\u1112\u1161\u11ab\u1100\u1173\u11af.wav", estimate);
        String latin = text.line("a.wav", estimate);
        for (String line : List.of(chinese, korean, latin)) {
            assertTrue(Columns.of(line) < width, line);
            assertEquals(Columns.of(latin), Columns.of(line));
            assertEquals(
                    Columns.of(latin.substring(0, latin.indexOf('['))),
                    Columns.of(line.substring(0, line.indexOf('['))));
            assertTrue(line.contains(" 42%"), line);
            assertTrue(line.contains("1:02:03"), line);
        }
        assertEquals(width == 80, latin.contains("3.1x"), latin);
        assertEquals(width > 80, latin.contains("3.1 times faster than real time"), latin);
    }

    /** In a window of any width a line with any name fits, and says how much is done. */
    @Test
    void aLineFitsAnyWindowAndKeepsThePercentage() {
        Estimate estimate = new Estimate(
                OptionalDouble.of(0.42), 1, OptionalDouble.of(7200), OptionalDouble.of(3723), OptionalDouble.of(0.5));
        for (String name :
                List.of("a.wav", "二零二六年第一季度产品评审会议录音.m4a", "👩‍👩‍👧‍👦🇩🇪⭐✅ party.mp3", "", "\u001b[31m\r\nx")) {
            for (int width = 1; width <= 300; width++) {
                String line = new StatusText(width, Columns.of(name)).line(name, estimate);
                assertTrue(Columns.of(line) < Math.max(width, 5), width + ": " + line);
                assertTrue(line.contains("42%"), width + ": " + line);
                screen = new FakeScreen(width);
                columns = width;
                lines.show(List.of(line, new StatusText(width, 0).tail(name)));
                assertEquals(2, screen.lines().size(), width + ": " + screen.lines());
                lines.end();
                assertEquals("", String.join("", screen.lines()), width + ": " + screen.lines());
            }
        }
    }

    /** A terminal shows ^C where the cursor is, once for each time that the keys are pressed. */
    @Test
    void whatTheTerminalShowsOfCtrlCIsClearedToo() {
        for (int width : new int[] {5, 20, 80}) {
            columns = width;
            screen = new FakeScreen(width);
            screen.write("before\n".substring(0, 5) + "\n");
            lines.show(List.of("x".repeat(width), "y".repeat(width)));
            screen.write("^C^C");
            lines.end();
            assertTrue(String.join("", screen.lines()).matches("befor"), width + ": " + screen.lines());
        }
    }

    @Test
    void picturesTakeTwoColumns() {
        assertEquals(8, Columns.of("⭐✅⌚👍"));
        assertEquals(3, Columns.of("aé☂"));
        assertEquals(2, Columns.of("\u1112\u1161\u11ab"));
        assertEquals(4, Columns.of("ｗ漢"));
        assertEquals("⭐", Columns.truncate("⭐✅", 3));
    }

    @Test
    void speedHasOneMeasureForPeople() {
        assertEquals("3.1 times faster than real time", Speed.words(3.14159));
        assertEquals("12 times faster than real time", Speed.words(12.3));
        assertEquals("10 times faster than real time", Speed.words(9.96));
        assertEquals("as fast as real time", Speed.words(1.04));
        assertEquals("2.5 times slower than real time", Speed.words(0.4));
    }

    @Test
    void theTextBeingHeardIsShownByItsEnd() {
        StatusText text = new StatusText(12, 8);
        assertEquals("> short", text.tail(" short "));
        assertEquals("> 会议录音", text.tail("第一季度产品会议录音"));
    }

    @Test
    void truncationNeverExceedsTheWidthNorSplitsACharacter() {
        String alphabet = "aé漢ｗ👍\u0301字";
        int[] characters = alphabet.codePoints().toArray();
        Property.forAll(300, random -> {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.appendCodePoint(characters[random.nextInt(characters.length)]);
            }
            int width = random.nextInt(40);
            String cut = Columns.truncate(text.toString(), width);
            assertEquals(true, text.toString().startsWith(cut) && Columns.of(cut) <= width);
            assertEquals(false, !cut.isEmpty() && Character.isHighSurrogate(cut.charAt(cut.length() - 1)));
        });
    }
}
