package qasr.subtitle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScriptTest {
    @ParameterizedTest
    @CsvSource({
        "a, 1",
        "é, 1",
        "像, 2",
        "カ, 2",
        "한, 2",
        "、, 2",
        "〿, 1",
        "！, 2",
        "｠, 2",
        "｡, 1",
        "ｶ, 1",
        "e\u0301, 1",
        "क\u093e, 2",
        "\u200d, 0",
        "\u20dd, 0",
        "\ud83c\udf00, 2",
        "\ud83e\udeff, 2",
        "\ud83d\ude00, 2",
        "\ud83e\udf00, 1",
        "\ud83c\udeff, 1"
    })
    void aCharacterIsNoneOneOrTwoColumnsWide(String text, int width) {
        assertEquals(width, Cells.of(text), text);
    }

    @ParameterizedTest
    @CsvSource({
        "yes., SENTENCE", "yes!), SENTENCE", "好。」, SENTENCE", "yes.\u201d), SENTENCE", "'yes,', CLAUSE", "好，, CLAUSE",
                "yes:), CLAUSE",
        "yes, NONE", "(yes), NONE", "), NONE", "?, SENTENCE", "5\u201d, NONE", "هل؟, SENTENCE", "हाँ।, SENTENCE"
    })
    void aPauseIsToldFromTheLastMarkInsideClosingOnes(String text, Script.Pause pause) {
        assertEquals(pause, Script.pauseAfter(text));
    }

    private static List<String> atoms(String text) {
        return Atom.split(text, List.of(), 42).stream()
                .map(atom -> (atom.blank().isEmpty() ? "" : "_") + atom.text())
                .toList();
    }

    @Test
    void aLineMayBreakAtBlanksAndBesideCharactersOfUnspacedScripts() {
        assertEquals(List.of("one", "_two"), atoms(" one \n two "));
        assertEquals(List.of("今", "天", "iPhone", "和"), atoms("今天iPhone和"));
        assertEquals(List.of("好，", "我"), atoms("好，我"));
        assertEquals(List.of("「好」", "的"), atoms("「好」的"));
        assertEquals(List.of("3个", "人"), atoms("3个人"), "a number keeps its measure word");
        assertEquals(List.of("か\u3099", "き"), atoms("か\u3099き"));
        assertEquals(List.of("one ,", "_two"), atoms("one , two"), "a blank before a comma is no place to break");
        assertEquals(List.of("one", "_« two", "_three"), atoms("one « two three"));
        assertEquals(List.of(), atoms("  "));
    }
}
