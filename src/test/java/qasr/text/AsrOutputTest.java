package qasr.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Parsing against results of the reference's own parser. */
final class AsrOutputTest {
    static Arguments[] vectors() {
        return new Arguments[] {
            Arguments.of("language English<asr_text>Hello.", "English", "Hello."),
            Arguments.of("language None<asr_text>", "", ""),
            Arguments.of("language None<asr_text> uh", "", "uh"),
            Arguments.of("Hello there", "", "Hello there"),
            Arguments.of("LANGUAGE chINESE\nfoo\n<asr_text> hi ", "Chinese", "hi"),
            Arguments.of("language English<asr_text>a<asr_text>b", "English", "a<asr_text>b"),
            Arguments.of("foo\nlanguage French<asr_text>x", "French", "x"),
            Arguments.of("language <asr_text>x", "", "x"),
            Arguments.of("language English", "", "language English"),
            Arguments.of("", "", ""),
            Arguments.of(" \n\u00a0\u3000", "", ""),
            Arguments.of("\u2028language Klingon\u2028<asr_text>\u00a0x\u0085", "Klingon", "x"),
        };
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void outputIsALanguageAndAText(String raw, String language, String text) {
        assertEquals(new AsrOutput(language, text), AsrOutput.parse(raw));
    }

    @Test
    void withAForcedLanguageEverythingIsText() {
        Language english = Language.named("English");
        assertEquals(new AsrOutput("English", "Hello there"), AsrOutput.parse("Hello there", english));
        assertEquals(
                new AsrOutput("English", "language zh<asr_text>x"), AsrOutput.parse("language zh<asr_text>x", english));
        assertEquals(new AsrOutput("", ""), AsrOutput.parse("  ", english));
    }

    @Test
    void onlyWordsAreSpeech() {
        assertTrue(AsrOutput.parse("language None<asr_text> uh").isSpeech());
        assertFalse(AsrOutput.parse("language None<asr_text>").isSpeech());
        assertFalse(AsrOutput.parse("language English<asr_text> ").isSpeech());
    }

    @Test
    void theBeginningIsShownAsSoonAsItIsTextAndNotLanguage() {
        assertEquals("", AsrOutput.beginning("lang", false));
        assertEquals("", AsrOutput.beginning("language English<asr_te", false));
        assertEquals("", AsrOutput.beginning("language English<asr_text>", false));
        assertEquals("Hello", AsrOutput.beginning("language English<asr_text> Hello ", false));
        assertEquals("Hello", AsrOutput.beginning("<asr_text>Hello", false));
        assertEquals("Hello", AsrOutput.beginning(" Hello", true));
        assertEquals("Hello", AsrOutput.beginning("<asr_text>Hello", true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Good morning.language English<asr_text>And now. | Good morning. And now.",
                "Good. LANGUAGE none<asr_text> | Good.",
                "好<asr_text>的 | 好的",
                "language French<asr_text>Oui | Oui",
                "my language skills<asr_text>are poor | my language skills are poor",
                "a language English text | a language English text",
            })
    void headersInsideOfTheTextAreRemoved(String text, String words) {
        assertEquals(words, new AsrOutput("English", text).withoutHeaders().text());
        assertEquals(words, AsrOutput.beginning(text, true));
        assertEquals(words, AsrOutput.beginning("language English<asr_text>" + text, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "language french<asr_text>Oui | French",
                "language None<asr_text> language German<asr_text><asr_text>Ja | German",
                "language German<asr_text>language French<asr_text>Oui | French",
                "language None<asr_text>Yes | English",
                "language skills<asr_text>language French<asr_text>are poor | English",
                "Good.language French<asr_text>Oui | English",
            })
    void aHeaderBeforeTheFirstWordNamesTheLanguage(String text, String language) {
        assertEquals(language, new AsrOutput("English", text).withoutHeaders().language());
    }

    @Test
    void whiteSpaceIsWhatPythonTakesForIt() {
        for (char space : "\t\n\u000b\f\r\u001c\u001f \u0085\u00a0\u1680\u2003\u2028\u3000".toCharArray()) {
            assertEquals("x" + space + "y", PythonText.strip(space + "x" + space + "y" + space));
        }
        assertEquals("\u200bx\ufeff", PythonText.strip("\u200bx\ufeff"), "which have no width but are no space");
        assertEquals(java.util.List.of("a", "b", "c", "", "d"), PythonText.lines("a\r\nb\u001cc\n\u0085d"));
    }

    @Test
    void aLoopIsSaidOnce() {
        String raw = "language English<asr_text>" + "I think. ".repeat(30) + "end";
        assertEquals(
                new AsrOutput("English", "I think. end"), AsrOutput.parse(raw).cleaned());
        assertEquals("I think. ".repeat(30) + "end", AsrOutput.parse(raw).text(), "and can be had as it was said");
    }
}
