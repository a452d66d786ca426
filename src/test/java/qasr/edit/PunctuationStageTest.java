package qasr.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.transcript.Wording;

final class PunctuationStageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Hello, world! Don't. | Hello world Don't",
                "\"Jean-Luc\" paid 1,234.50, at 10:30 (5%). | Jean-Luc paid 1,234.50 at 10:30 5%",
                "wait—what...now | wait what now",
                "你好，世界。“好”？OK，好。 | 你好世界好OK好",
                "¿Qué? ¡No! | Qué No",
                "... | ``",
                "no marks | no marks",
                "a ~ b ～ c | a b c",
                "R&D, a/b, @home #1 ** 5‰ | R&D a/b @home #1 ** 5‰",
                "'tis rock 'n' roll's | tis rock n roll's",
                "3.5 5. .5 1,234 a,b 5,a | 3.5 5 .5 1,234 a b 5 a",
                "x_y _z_ qasr.io. a:b a: | x_y z qasr.io a:b a",
                "(one) [two] {three} «four» | one two three four",
                "😀, 😀 | 😀 😀",
                "a · b a·b ア・イ | a b a·b ア・イ",
                "好,x 好 x | 好x 好 x",
                "It was -5 degrees, down -2.25 (-.5). | It was -5 degrees down -2.25 -.5",
                "-5, .5, −5. “-5” 气温，-5度。（－5） | -5 .5 −5 -5气温-5度－5",
                "- 5, --5, —-5, 3-5 -x ...5 …5 -.x -- - | 5 5 5 3-5 x 5 5 x",
                "Use .NET. Wait ...now .. .. \".And x. | Use .NET Wait now And x",
                ".com, -. . | .com",
                "٥٠٪، ٣٫٥ و١٢٬٥٠٠ §5 § | ٥٠٪ ٣٫٥ و١٢٬٥٠٠ §5 §",
                "３．５，１０：３０。好：好 5：a ．5 | ３．５ １０：３０好好 5 a 5",
                "धीरे-धीरे, हाँ. -ka | धीरे-धीरे हाँ ka",
                "ka\u0301-ra re\u0301. | ka\u0301-ra re\u0301",
            })
    void marksGoAndWordsStayApart(String raw, String expected) {
        Wording edited = new Editor(List.of(new PunctuationStage())).edit(Wording.of("", raw));
        assertEquals(expected, edited.text());
        assertEquals(raw, edited.undone());
    }
}
