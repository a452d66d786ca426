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
        "HANT_HK, 他只有一只猫，神祇踊跃, 他只有一隻貓，神祇踴躍",
        "HANT, 他只有一只猫, 他只有一隻貓",
        "HANS, 我乾脆說，乾淨的餅乾晾乾了，一乾二淨, 我干脆说，干净的饼干晾干了，一干二净",
        "HANS, 乾坤，乾隆皇帝，康乾盛世，蕭乾喝乾了😀, 乾坤，乾隆皇帝，康乾盛世，萧乾喝干了😀",
        "HANS, 看著，著急, 看着，着急",
        "HANS, 他走著走著就睡著了，執著，著實，著手, 他走着走着就睡着了，执着，着实，着手",
        "HANS, 著名的著作，土著，原著，名著，顯著，編著，專著，巨著, 著名的著作，土著，原著，名著，显著，编著，专著，巨著",
        "HANS, 論著，譯著，著者，著書立說，著述，著稱，昭著，卓著, 论著，译著，著者，著书立说，著述，著称，昭著，卓著",
        "HANS, 討論著，翻譯著，看著書，拿著名單，忙著作業，彰顯著, 讨论着，翻译着，看着书，拿着名单，忙着作业，彰显着",
        "HANS, 躺在床上看著你, 躺在床上看着你",
        "HANS, 司马迁的遗著，李乾所著，他新著了书, 司马迁的遗著，李乾所著，他新著了书",
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
