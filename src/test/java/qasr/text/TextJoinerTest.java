package qasr.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextJoinerTest {
    @Test
    void theScriptIsRememberedOverATextThatHasNone() {
        TextJoiner joiner = new TextJoiner();
        assertEquals("你好", joiner.append("你好"));
        assertEquals("!", joiner.append("!"));
        assertEquals("Yes", joiner.append("Yes"), "no blank after Han, with any mark between");
        assertEquals(" no", joiner.append("no"));
        assertEquals(" \"", joiner.append("\""));
        assertEquals(" so", joiner.append("so"));
        assertEquals("\n", joiner.append("\n"));
        assertEquals("end", joiner.append("end"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "He was   | ...late  | true",
                "get      | ’em now  | true",
                "我很好    | I'm fine | true",
                "I'm fine | 我很好    | true",
                "我很好    | 35 of us | true",
                "12       | 34       | true",
                "안녕      | 세계      | true",
                "我们昨天   | 在北京    | false",
                "他说“好”  | “走吧”    | false",
                "价格是35  | 元        | false",
                "2024     | 年3月     | false",
                "走吧，     | Ann      | false",
                "Wait     | （yes）   | false",
                "สวัสดี     | ครับ      | false",
                "コーヒー   | です      | false",
                "ｺｰﾋｰ      | を飲む    | false",
                "ﾃﾞ        | す        | false",
                "'one '   | two      | false",
                "''       | two      | false"
            })
    void rowsAreJoinedAsTheirScriptIs(String row, String next, boolean blank) {
        assertEquals(blank, TextJoiner.isBlankBetweenRows(row, next));
    }

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
                "ให้ออก     | แล้ว         | ให้ออกแล้ว",
                "ໄປ        | ແລ້ວ         | ໄປແລ້ວ",
                "ទៅ        | ហើយ         | ទៅហើយ",
                "သွား       | ပြီ          | သွားပြီ",
                "ให้ออก     | now         | ให้ออกnow",
                "コンピューター | Windows  | コンピューターWindows",
                "コーヒー     | です       | コーヒーです",
                "ｺﾝﾆﾁﾊ      | hello      | ｺﾝﾆﾁﾊhello",
                "他说“好”   | Yes         | 他说“好”Yes",
                "He said   | “好”         | He said“好”",
                "He said   | “yes”       | He said “yes”",
                "用 Docker | and Go      | 用 Docker and Go",
                "一共 35    | 个          | 一共 35个",
                "안녕       | 你好         | 안녕你好",
                "مرحبا     | بكم         | مرحبا بكم",
                "नमस्ते      | दुनिया        | नमस्ते दुनिया",
                "好……      | 我们         | 好……我们",
                "one       | — two       | one — two",
                "привет    | мир         | привет мир",
                "wait      | , no        | wait, no",
                "wait      | . no        | wait. no",
                "Wait！     | Yes         | Wait！Yes",
                "Wait      | （yes）      | Wait（yes）",
                "Wait。     | Yes         | Wait。Yes",
                "Wait      | 「yes」      | Wait「yes」",
                "Wait〿     | Yes         | Wait〿Yes",
                "Wait      | ｠yes        | Wait｠yes",
                "Ｗait      | yes         | Ｗait yes",
                "ヿ         | Yes         | ヿYes",
                "ー         | Yes         | ーYes",
                "a         | ''          | a",
                "I like 苹果. | It is good. | I like 苹果. It is good.",
                "I like 苹果.” | “Is it?”   | I like 苹果.” “Is it?”",
                "你好!       | Yes         | 你好! Yes",
                "你好.       | 我们         | 你好.我们",
                "はい,       | そう         | はい,そう",
                "ครับ.       | แล้ว         | ครับ.แล้ว",
                "你好!       | 😀          | 你好!😀",
                "你好！      | Yes         | 你好！Yes",
                "苹果.a      | It          | 苹果.a It",
                "a.苹果      | It          | a.苹果It",
                "…         | ”Hej”, sa han. | … ”Hej”, sa han.",
                "Er sagte:  | »Hallo«     | Er sagte: »Hallo«",
                "»Hallo     | », sagte er | »Hallo», sagte er",
                "”Hej       | ” sa han    | ”Hej” sa han",
                "Hej       | ”           | Hej”",
                "他说“好     | ”我说        | 他说“好”我说",
                "it        | ’s          | it’s",
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
