package qasr.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import qasr.testing.Property;

/** The clean-up against results of the reference's own. */
final class RepetitionTest {
    static Arguments[] vectors() {
        return new Arguments[] {
            Arguments.of("a".repeat(20), "a".repeat(20)),
            Arguments.of("a".repeat(21), "a"),
            Arguments.of("ha".repeat(19), "ha".repeat(19)),
            Arguments.of("ha".repeat(20), "ha"),
            Arguments.of("ha".repeat(25) + "!", "ha!"),
            Arguments.of("x" + "I think. ".repeat(30) + "end", "xI think. end"),
            Arguments.of("ab".repeat(20) + "cd".repeat(20), "abcd"),
            Arguments.of("abc".repeat(20) + "z", "abcz"),
            Arguments.of("!".repeat(21) + "?".repeat(21), "!?"),
            Arguments.of("I think. ".repeat(20), "I think. "),
            // A run of exactly 20 is a pattern of length 1 where 40 characters are left.
            Arguments.of("a".repeat(20) + "0123456789".repeat(2), "a01234567890123456789"),
            // One code point, two chars.
            Arguments.of("\ud83d\ude00".repeat(20), "\ud83d\ude00".repeat(20)),
            Arguments.of("\ud83d\ude00".repeat(21), "\ud83d\ude00"),
            Arguments.of("像".repeat(119), "像"),
            Arguments.of("", ""),
        };
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void loopsAreSaidOnce(String text, String expected) {
        assertEquals(expected, Repetition.clean(text));
    }

    @Test
    void textWithoutLoopsStaysAsItIs() {
        Property.forAll(500, random -> {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < random.nextInt(300); i++) {
                text.append(i).append(' ');
            }
            assertEquals(text.toString(), Repetition.clean(text.toString()));
        });
    }

    @Test
    void cleaningEqualsTheReferencesRecursion() {
        Property.forAll(200, random -> {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                String pattern = "abcdefghijklmnopqrstuvwxyz".substring(random.nextInt(5), 5 + random.nextInt(21));
                text.append(pattern.repeat(random.nextBoolean() ? random.nextInt(3) : 17 + random.nextInt(8)));
            }
            String withoutRuns = Pattern.compile("(.)\\1{20,}").matcher(text).replaceAll("$1");
            assertEquals(recursively(withoutRuns), Repetition.clean(text.toString()));
        });
    }

    /** The rule word for word, for characters of one {@code char}. */
    private static String recursively(String text) {
        for (int i = 0; i <= text.length() - 40; i++) {
            for (int k = 1; k <= 20 && i + 20 * k <= text.length(); k++) {
                String pattern = text.substring(i, i + k);
                if (text.startsWith(pattern.repeat(20), i)) {
                    int end = i + 20 * k;
                    while (text.startsWith(pattern, end)) {
                        end += k;
                    }
                    return text.substring(0, i) + pattern + recursively(text.substring(end));
                }
            }
        }
        return text;
    }
}
