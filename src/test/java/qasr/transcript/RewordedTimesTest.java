package qasr.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.testing.Property;

final class RewordedTimesTest {
    private static List<Word> words(String... texts) {
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            words.add(
                    Word.of(texts[i], new TimeSpan(Duration.ofMillis(1000L * i), Duration.ofMillis(1000L * i + 800))));
        }
        return words;
    }

    private static String text(List<Word> words) {
        return words.stream().map(Word::text).collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            all is well.      | all 0-800, is 1000-1800, well. 2000-2800
            all was well.     | all 0-800, was 1000-1800*, well. 2000-2800
            all is very well. | all 0-800, is 1000-1267*, very 1267-1800*, well. 2000-2800
            is well.          | is 1000-1800, well. 2000-2800
            all is            | all 0-800, is 1000-2800*
            so all is well.   | so 0-320*, all 320-800*, is 1000-1800, well. 2000-2800
            nothing           | nothing 0-2800*
            """)
    void wordsThatStayKeepTheirTimesAndOthersShareTheRest(String text, String expected) {
        List<Word> found = RewordedTimes.of(words("all ", "is ", "well."), text);
        assertEquals(
                expected,
                found.stream()
                        .map(word -> word.text().strip() + " "
                                + word.span().start().toMillis() + "-"
                                + word.span().end().toMillis() + (word.adjusted() ? "*" : ""))
                        .collect(Collectors.joining(", ")));
        assertEquals(text, text(found));
    }

    @Test
    void noCharacterIsLostAndTimesRise() {
        Property.forAll(2_000, random -> {
            String[] before = random.ints(1 + random.nextInt(5), 0, 3)
                    .mapToObj(i -> List.of("a ", "b, ", "a").get(i))
                    .toArray(String[]::new);
            String text = random.ints(1 + random.nextInt(8), 0, 4)
                    .mapToObj(i -> List.of("a", " ", "b", ",").get(i))
                    .collect(Collectors.joining());
            List<Word> after = RewordedTimes.of(words(before), text);
            if (text.isBlank()) {
                assertTrue(after.isEmpty());
                return;
            }
            assertEquals(text, text(after));
            for (int i = 1; i < after.size(); i++) {
                assertTrue(
                        after.get(i - 1)
                                        .span()
                                        .end()
                                        .compareTo(after.get(i).span().start())
                                <= 0,
                        text);
            }
        });
    }
}
