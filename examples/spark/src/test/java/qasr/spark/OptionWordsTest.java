package qasr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the division of a line of options into words. */
final class OptionWordsTest {
    @Test
    void quotesAndBackslashesKeepSpaces() {
        assertEquals(List.of(), OptionWords.of("  "));
        assertEquals(
                List.of("-m", "my model", "--context", "Ada's, \"Qwen\"", "", "a b\\c"),
                OptionWords.of("-m 'my model' --context \"Ada's, \\\"Qwen\\\"\"  '' a\\ b\\\\c "));
        assertEquals(List.of("joined together"), OptionWords.of("joined' 'together"));
    }

    @Test
    void anOpenQuotationIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> OptionWords.of("-l 'ru"));
    }
}
