package qasr.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextJoinerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the door. | He said     | the door. He said",
                "the       | door        | the door",
                "今天天气   | 很好。       | 今天天气很好。",
                "很好。     | 我们走吧     | 很好。我们走吧",
                "我用       | iPhone      | 我用iPhone",
                "안녕하세요 | 세계         | 안녕하세요 세계",
                "ให้ออก     | แล้ว         | ให้ออก แล้ว",
                "привет    | мир         | привет мир",
                "wait      | , no        | wait, no",
                "a         | ''          | a",
            })
    void textsAreJoinedAsTheirScriptIsWritten(String left, String right, String joined) {
        TextJoiner joiner = new TextJoiner();
        StringBuilder text = new StringBuilder();
        for (String part : List.of(left, right)) {
            text.append(joiner.append(part));
        }
        assertEquals(joined, text.toString());
    }
}
