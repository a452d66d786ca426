package qasr.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LanguageSetTest {
    private static final LanguageSet ALL = LanguageSet.of(List.of());

    @Test
    void theThirtyLanguagesStandInTheReferencesOrder() {
        assertEquals(
                "Chinese,English,Cantonese,Arabic,German,French,Spanish,Portuguese,Indonesian,Italian,Korean,Russian,Thai,"
                        + "Vietnamese,Japanese,Turkish,Hindi,Malay,Dutch,Swedish,Danish,Finnish,Polish,Czech,Filipino,"
                        + "Persian,Greek,Romanian,Hungarian,Macedonian",
                ALL.languages().stream().map(Language::name).collect(Collectors.joining(",")));
        assertEquals(30, ALL.languages().stream().map(Language::code).distinct().count());
    }

    @ParameterizedTest
    @CsvSource({
        "English, English",
        "cHINese, Chinese",
        "' spanish ', Spanish",
        "en, English",
        "YUE, Cantonese",
        "fil, Filipino",
    })
    void aLanguageIsAskedForByNameOrCodeInAnyCase(String asked, String name) {
        assertEquals(name, ALL.request(asked).name());
    }

    @ParameterizedTest
    @CsvSource({"Englsh, English", "spannish, Spanish", "Mandarin, ''", "xx, ''", "'', ''", "zh-yue, ''"})
    void anUnknownLanguageIsAnsweredWithTheNearestAndTheList(String asked, String nearest) {
        String message = assertThrows(IllegalArgumentException.class, () -> ALL.request(asked))
                .getMessage();
        String suggestion = nearest.isEmpty() ? ":" : ": did you mean " + nearest + "?";
        assertTrue(
                message.startsWith(
                        "unknown language '" + asked + "'" + suggestion + " one of: Chinese (zh), English (en), "),
                message);
    }

    @ParameterizedTest
    @CsvSource({
        "Thai, Thai", // itself
        "tha, Thai", // one letter of four is a quarter
        "thaiy, Thai",
        "tah, ''", // two of four are a half
        "gree, Greek",
        "gre, Greek", // its beginning
        "grmn, German", // two of six are a third
        "grm, ''",
        "Potuguee, Portuguese",
        "Dtuch, Dutch", // two letters in each other's place
        "polsh, Polish",
        "finish, Finnish",
        "swedisch, Swedish",
        "dutsh, Dutch",
        "dansh, Danish",
    })
    void theNearestIsWithinAThirdOfItsLengthOrBeginsAsWritten(String asked, String nearest) {
        if (asked.equals(nearest)) {
            assertEquals(nearest, ALL.request(asked).name());
            return;
        }
        String message = assertThrows(IllegalArgumentException.class, () -> ALL.request(asked))
                .getMessage();
        assertEquals(!nearest.isEmpty(), message.contains("did you mean"), message);
        assertTrue(nearest.isEmpty() || message.contains(": did you mean " + nearest + "? "), message);
    }

    @Test
    void aModelsOwnListIsTheLimit() {
        LanguageSet few = LanguageSet.of(List.of("Spanish", "English", "Klingon"));
        assertEquals(new Language("Klingon", ""), few.request("klingon"));
        String message = assertThrows(IllegalArgumentException.class, () -> few.request("fr"))
                .getMessage();
        assertEquals(
                "this model does not know the language 'fr': one of: Spanish (es), English (en), Klingon", message);
    }

    @ParameterizedTest
    @CsvSource({"cHINese, Chinese, zh", "' greek', Greek, el", "klingon, Klingon, Klingon", "'', '', ''"})
    void aNameTheModelSaidIsNormalisedButNotChecked(String said, String name, String codeOrName) {
        assertEquals(name, Language.named(said).name());
        assertEquals(codeOrName, Language.named(said).codeOrName());
    }

    @Test
    void languagesOfChunksAreMergedWithoutRepeats() {
        assertEquals(
                List.of("Chinese", "English", "Chinese"),
                LanguageSet.merge(List.of("Chinese", "English", "English", "", "Chinese")));
        assertEquals(List.of(), LanguageSet.merge(List.of("", "")));
    }
}
