package qasr.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PeriodWatchTest {
    /**
     * Returns the number of repeats of {@code period} different elements, after {@code before} others, that count as a
     * loop.
     */
    private static double repeatsUntilCircle(int patience, int period, int before) {
        PeriodWatch watch = new PeriodWatch(patience);
        for (int i = 0; i < before; i++) {
            assertEquals(false, watch.add(1000 + i));
        }
        for (int i = 0; i < 200 * period; i++) {
            if (watch.add(i % period)) {
                assertEquals(period, watch.period());
                assertEquals(before, watch.start());
                return (i + 1.0) / period;
            }
            assertEquals(0, watch.period());
        }
        return 0;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 15", "2, 10", "3, 8", "4, 8", "5, 6", "9, 6", "10, 5", "24, 5", "25, 4", "120, 4", "121, 3", "400, 3",
        "401, 0"
    })
    void theLongerAStretchTheFewerRepeatsMakeALoop(int period, int repeats) {
        assertEquals(repeats, repeatsUntilCircle(1, period, 0));
        assertEquals(repeats, repeatsUntilCircle(1, period, 7));
        assertEquals(2 * repeats, repeatsUntilCircle(2, period, 300));
    }

    @Test
    void aLoopStaysALoop() {
        PeriodWatch watch = new PeriodWatch(1);
        for (int i = 0; i < 15; i++) {
            watch.add(7);
        }
        assertEquals(1, watch.period());
        assertTrue(watch.add(8));
        assertEquals(1, watch.period());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"So we agreed. |Thank you. ", "😀 Well, |no 😀 ", "''|哈", "Then |page 1 and page 2 and "},
            ignoreLeadingAndTrailingWhitespace = false)
    void aLoopIsCutBehindTheFirstOfWhatItRepeats(String before, String period) {
        String text = before + period.repeat(20);
        assertEquals(
                before + period,
                text.substring(0, LoopWatch.find(text, 1).orElseThrow().end()));
    }

    @Test
    void aLoopWithOtherPunctuationAndCaseIsFound() {
        String text = "Well. I know, i know. I Know! i know; I know - I KNOW: I know, I know? I know I know.";
        LoopWatch.Repeat repeat = LoopWatch.find(text, 1).orElseThrow();
        assertEquals("Well. I know, ", text.substring(0, repeat.end()));
        assertEquals("Well. ", text.substring(0, repeat.start()));
    }

    @Test
    void aCountingLoopNeedsTwiceTheRepeats() {
        StringBuilder text = new StringBuilder("Good: ");
        int needed = 0;
        for (int page = 8; page < 40; page++) {
            text.append("Chapter ").append(page).append(", ");
            if (needed == 0 && LoopWatch.find(text.toString(), 1).isPresent()) {
                needed = page - 7;
            }
        }
        assertEquals(12, needed, "six repeats of eight letters are usual, twice as many where something is counted");
        LoopWatch.Repeat repeat = LoopWatch.find(text.toString(), 1).orElseThrow();
        assertEquals("Good: Chapter 8, ", text.substring(0, repeat.end()));
        assertEquals("Good: ", text.substring(0, repeat.start()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24"
            })
    void whatOnlyCountsIsNoLoop(String text) {
        assertEquals(Optional.empty(), LoopWatch.find(text, 1));
    }

    @Test
    void shortWordsWithNumbersAreAList() {
        StringBuilder list = new StringBuilder();
        StringBuilder pages = new StringBuilder();
        for (int i = 1; i <= 30; i++) {
            list.append("no ").append(i).append(' ');
            pages.append("page ").append(i).append(' ');
        }
        assertEquals(Optional.empty(), LoopWatch.find(list.toString(), 1));
        assertTrue(LoopWatch.find(pages.toString(), 1).isPresent());
    }
}
