package qasr.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ErrorRateTest {
    @Test
    void countsSubstitutionsInsertionsAndDeletionsOverTheWordsSaid() {
        ErrorRate rate = new ErrorRate();
        rate.add("one two three four", "one too three");
        assertEquals(50, rate.percent(), 1e-9);
        rate.add("five six seven eight", "Five, six seven eight nine.");
        assertEquals(37.5, rate.percent(), 1e-9);
        assertEquals(0, rate.exactPercent(), 1e-9);
    }

    @Test
    void caseAndPunctuationDoNotMatter() {
        ErrorRate rate = new ErrorRate();
        rate.add("Press one, please.", "press one please");
        assertEquals(0, rate.percent(), 1e-9);
        assertEquals(100, rate.exactPercent(), 1e-9);
    }

    @Test
    void chineseIsComparedByCharacter() {
        assertEquals(List.of("请", "按", "一"), ErrorRate.units("请按一。"));
        assertEquals(List.of("ok", "再", "见"), ErrorRate.units("OK再见"));
    }

    @Test
    void nothingHeardLosesEveryWord() {
        ErrorRate rate = new ErrorRate();
        rate.add("one two", "");
        assertEquals(100, rate.percent(), 1e-9);
    }
}
