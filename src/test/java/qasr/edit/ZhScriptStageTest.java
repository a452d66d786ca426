package qasr.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.transcript.Wording;

final class ZhScriptStageTest {
    private static Wording convert(ZhScript script, String language, String text) {
        return new Editor(List.of(new ZhScriptStage(script))).edit(Wording.of(language, text));
    }

    @ParameterizedTest
    @CsvSource({
        "HANT, 皇后在后面发现头发干净, 皇后在後面發現頭髮乾淨",
        "HANT, 软件里面，a😀后来, 軟件裏面，a😀後來",
        "HANT_TW, 里面的群众为什么吃面, 裡面的群眾為什麼吃麵",
        "HANT_TW, 打印机后面, 打印機後面",
        "HANT_HK, 台湾里面的群众为什么, 台灣裏面的羣眾為什麼",
        "HANS, 裡面的群眾為什麼在臺灣, 里面的群众为什么在台湾",
        "HANS, 简体, 简体",
    })
    void chineseIsConvertedCharacterByCharacter(ZhScript script, String raw, String expected) {
        Wording edited = convert(script, "Chinese", raw);
        assertEquals(expected, edited.text());
        assertEquals(raw, edited.undone());
    }

    @Test
    void otherLanguagesAreLeftAlone() {
        assertEquals("学会の后", convert(ZhScript.HANT, "", "学会の后").text());
        assertEquals("后学", convert(ZhScript.HANT, "Japanese", "后学").text());
        assertEquals("no Han", convert(ZhScript.HANT, "", "no Han").text());
        assertEquals("後學", convert(ZhScript.HANT, "Cantonese", "后学").text());
    }

    @Test
    void onlyWhatDiffersIsAnEdit() {
        assertEquals(
                "[Edit[kind=zh-script, at=1, from=头发, to=頭髮], Edit[kind=zh-script, at=4, from=后, to=後]]",
                convert(ZhScript.HANT, "Chinese", "好头发在后").edits().toString());
        assertEquals(List.of(new TextStage.Replacement(1, 3, "XYZ")), ZhScriptStage.differences("abcd", "aXYZd"));
        assertEquals(List.of(new TextStage.Replacement(1, 1, "a")), ZhScriptStage.differences("a", "aa"));
        assertEquals(List.of(new TextStage.Replacement(0, 3, "")), ZhScriptStage.differences("abc", ""));
        assertEquals(List.of(new TextStage.Replacement(2, 2, "b")), ZhScriptStage.differences("😀😀", "😀b😀"));
        assertEquals(
                List.of(new TextStage.Replacement(0, 2, "b"), new TextStage.Replacement(3, 4, "😀")),
                ZhScriptStage.differences("😀xy", "bx😀"));
        assertEquals(List.of(), ZhScriptStage.differences("same", "same"));
        assertThrows(IllegalArgumentException.class, () -> new ZhScriptStage(ZhScript.KEEP));
    }
}
