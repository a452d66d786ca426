package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import qasr.testing.Property;

final class ProgressLineTest {
    private final StringBuilder screen = new StringBuilder();
    private int columns = 20;
    private final ProgressLine line = new ProgressLine(
            new Terminal() {
                @Override
                public boolean isInteractive() {
                    return columns > 0;
                }

                @Override
                public int columns() {
                    return columns;
                }
            },
            screen::append);

    @Test
    void aShorterLineLeavesNothingOfALongerOne() {
        line.show("working on it");
        line.show("done");
        assertEquals("done         ", lastLine());
    }

    @Test
    void clearingLeavesBlanksAndRedrawingBringsTheLineBack() {
        line.show("half");
        line.clear();
        assertEquals("    ", lastLine());
        line.redraw();
        assertEquals("half", lastLine());
        line.end();
        line.redraw();
        assertEquals("    ", lastLine());
    }

    @Test
    void theLastColumnStaysEmptyAlsoWithWideCharacters() {
        line.show("会议录音会议录音会议录音.m4a");
        assertEquals("会议录音会议录音会", lastLine());
        assertEquals(18, Columns.of(lastLine()));
    }

    @Test
    void whereNobodyWatchesNothingIsShown() {
        columns = 0;
        line.show("working");
        line.clear();
        line.end();
        assertEquals("", screen.toString());
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

    /** Returns what a terminal would show: what follows a carriage return overwrites what was there. */
    private String lastLine() {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        for (char c : screen.toString().toCharArray()) {
            if (c == '\r') {
                at = 0;
            } else {
                if (at < shown.length()) {
                    shown.setCharAt(at, c);
                } else {
                    shown.append(c);
                }
                at++;
            }
        }
        return shown.toString();
    }
}
