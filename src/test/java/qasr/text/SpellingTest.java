package qasr.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.testing.Property;

/** Distances between names, and which of them is near. */
final class SpellingTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "a, '', 1",
        "kitten, sitting, 3",
        "lnaguage, language, 1",
        "ab, ba, 1",
        "transcribe, trnscribe, 1"
    })
    void theDistanceCountsEditsAndSwaps(String a, String b, int distance) {
        assertEquals(distance, Spelling.distance(a, b));
        assertEquals(distance, Spelling.distance(b, a));
    }

    @Test
    void oneWrongLetterIsAlwaysFound() {
        List<String> names = List.of("transcribe", "segment", "detect-lang", "render", "completion");
        Property.forAll(200, random -> {
            String name = names.get(random.nextInt(names.size()));
            int place = random.nextInt(name.length());
            String wrong = name.substring(0, place) + (char) ('a' + random.nextInt(26)) + name.substring(place + 1);
            assertEquals(List.of(name), Spelling.near(wrong, names), wrong);
        });
    }

    @Test
    void nothingIsNearToNothing() {
        assertEquals(List.of(), Spelling.near("", List.of("a", "b")));
        assertEquals(List.of(), Spelling.near("--", List.of("a", "b")));
        assertEquals(List.of(), Spelling.near("xyzzy", List.of()));
    }
}
