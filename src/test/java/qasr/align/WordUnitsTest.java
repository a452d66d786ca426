package qasr.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.testing.Property;
import qasr.text.Language;

final class WordUnitsTest {
    private static final List<String> PIECES = List.of(
            "Hello",
            "don't",
            "GPT4",
            "3.14",
            "state-of-the-art",
            "你好",
            "世界",
            "𠮷野家",
            "豈",
            "人々",
            "こんにちは",
            "今日は",
            "関西国際空港",
            "データ",
            "か\u3099",
            "안녕하세요",
            "세계",
            "\u1112\u1161\u11ab",
            "مرحبا",
            "بِالعَالَم",
            "नमस्ते",
            "cafe\u0301",
            "👩‍👩‍👧",
            "🎉",
            "🇨🇳",
            "\u0301",
            "\u200d",
            "\ud83d",
            "\udc69",
            "’",
            "—",
            "，",
            "。",
            "「",
            "」",
            "…",
            "!",
            "\"",
            "'",
            " ",
            "  ",
            "\n",
            "\t",
            "\u3000",
            "\u00a0",
            "\u0085",
            "²",
            "Ⅷ",
            "٣",
            "\u202e",
            "\u0000");

    private static final List<Language> LANGUAGES =
            List.of("English", "Chinese", "Cantonese", "Japanese", "Korean", "Arabic", "Hindi", "").stream()
                    .map(Language::named)
                    .toList();

    private static List<String> units(String text, String language) {
        return WordUnits.of(text, Language.named(language)).texts();
    }

    /** The spec's vectors, section 8.3. */
    @ParameterizedTest
    @CsvSource(delimiter = '/', quoteCharacter = '`', textBlock = """
            Mr. Quilter's state-of-the-art iPhone-15, 3.14! / English / Mr|Quilter's|stateoftheart|iPhone15|314
            你好，世界！Hello world 2026年 / Chinese / 你|好|世|界|Hello|world|2026|年
            GPT4很好用don't / Cantonese / GPT4|很|好|用|don't
            C++ & C# / English / C|C
            Hello，world / Chinese / Helloworld
            𠮷野 家豈𪛖 / Chinese / 𠮷|野|家|豈|𪛖
            l’été n'est / French / lété|n'est
            안녕하세요, 세계! 漢字는 / Korean / 안녕하세요|세계|漢字는
            こんにちは、世界。今日は2026年です / Japanese / こんにちは|世界|今日|は|2026|年|です
            関西国際空港へ行きました / Japanese / 関西|国際|空港|へ|行き|まし|た
            """)
    void aTextIsSplitIntoUnits(String text, String language, String expected) {
        assertEquals(Arrays.asList(expected.split("\\|")), units(text, language));
    }

    @Test
    void aTextWithoutLettersHasNoUnitsAndOneWord() {
        for (Language language : LANGUAGES) {
            WordUnits text = WordUnits.of("... — 🎉", language);
            assertEquals(List.of(), text.units());
            assertEquals(List.of("... — 🎉"), text.words());
            assertEquals(List.of(), WordUnits.of("", language).words());
        }
    }

    @Test
    void punctuationBelongsToTheWordBeforeIt() {
        WordUnits text = WordUnits.of("“Hi, Mr.  Quilter!” 你好，世。", Language.named("English"));
        assertEquals(List.of("“Hi, ", "Mr.  ", "Quilter!” ", "你", "好，", "世。"), text.words());
        assertEquals(new WordUnits.Unit("Hi", 1, 3), text.units().get(0));
    }

    @Test
    void noTextLosesOrReordersACharacter() {
        Property.forAll(4000, random -> {
            String text = randomText(random);
            Language language = LANGUAGES.get(random.nextInt(LANGUAGES.size()));
            WordUnits units = WordUnits.of(text, language);
            assertEquals(text, String.join("", units.words()));
            assertEquals(text, units.text());
            if (!units.units().isEmpty()) {
                assertEquals(units.units().size(), units.words().size());
            }
            assertEquals(kept(text), String.join("", units.texts()), "the kept characters");
            int end = 0;
            for (WordUnits.Unit unit : units.units()) {
                assertTrue(unit.start() >= end && unit.end() > unit.start(), () -> unit + " after another's end");
                assertEquals(unit.text(), kept(text.substring(unit.start(), unit.end())));
                assertFalse(isInsidePair(text, unit.start()) || isInsidePair(text, unit.end()), unit::toString);
                end = unit.end();
            }
            assertTrue(end <= text.length());
        });
    }

    /** The keep rule a second way, by regular expression. */
    private static String kept(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}']", "");
    }

    private static boolean isInsidePair(String text, int index) {
        return index > 0
                && index < text.length()
                && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(random.nextInt(50) == 0 ? 800 : 25);
        for (int i = 0; i < pieces; i++) {
            text.append(
                    random.nextInt(8) == 0
                            ? Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1))
                            : PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
