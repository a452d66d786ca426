package qasr.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.transcript.Wording;

final class NumbersTest {
    private static Wording edit(String language, String raw) {
        return new Editor(List.of(new ChineseNumbers(), new EnglishNumbers())).edit(Wording.of(language, raw));
    }

    @ParameterizedTest
    @CsvSource({
        "增长百分之二十点五, 增长20.5%",
        "百分之百和百分之五, 100%和5%",
        "二零二四年三月五号, 2024年3月5号",
        "一九九八年底, 1998年底",
        "三月十二日, 3月12日",
        "三月开始, 三月开始",
        "下午三点十五分到三点四十五, 下午3点15分到3点45",
        "三点半和三点, 三点半和三点",
        "圆周率三点一四, 圆周率3.14",
        "一点五倍, 1.5倍",
        "有一点一点, 有一点一点",
        "电话幺三八零零一二三四五六, 电话13800123456",
        "一共三百二十五个, 一共325个",
        "三百万人, 300万人",
        "一亿两千万, 1亿2000万",
        "三万五千元, 35000元",
        "一千零一十五块, 1015块",
        "五美元, 5美元",
        "十五岁，二十岁, 15岁，20岁",
        "一个，十个，两百个, 一个，十个，200个",
        "三四十个，十七八岁，三十几个, 三四十个，十七八岁，三十几个",
        "三千五，二百五，三万五, 三千五，二百五，三万五",
        "第五十二条，正月十五，初十, 第五十二条，正月十五，初十",
        "三十六计，不管三七二十一，一五一十, 三十六计，不管三七二十一，一五一十",
        "万一，十分，千万, 万一，十分，千万",
        "四十五分之一, 四十五分之一",
    })
    void chineseNumbersAreWrittenInFigures(String raw, String expected) {
        Wording edited = edit("Chinese", raw);
        assertEquals(expected, edited.text());
        assertEquals(raw, edited.undone());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It grew five percent, or twenty point five per cent. | It grew 5%, or 20.5%.",
                "It costs five dollars. | It costs $5.",
                "worth two point five million euros | worth €2.5 million",
                "On March third and May twenty-first we | On March 3 and May 21 we",
                "march third, may first | march third, may first",
                "in nineteen ninety nine, since two thousand five | in 1999, since 2005",
                "in twenty twenty-four; twenty twenty vision | in 2024; twenty twenty vision",
                "dial five five five one two one oh | dial 5551210",
                "we had one hundred and twenty people | we had 120 people",
                "about two thousand five hundred | about 2,500",
                "about three million people | about 3 million people",
                "we two, the nine | we two, the nine",
                "Twenty came, and twelve left. | Twenty came, and 12 left.",
                "a hundred, one or two hundred, fifty-fifty | a hundred, one or two hundred, fifty-fifty",
                "at one point two people | at one point two people",
                "one twenty three, hundreds | one twenty three, hundreds",
            })
    void englishNumbersAreWrittenInFigures(String raw, String expected) {
        Wording edited = edit("English", raw);
        assertEquals(expected, edited.text());
        assertEquals(raw, edited.undone());
    }

    @Test
    void otherLanguagesAreLeftAlone() {
        assertEquals("三百二十五", edit("Japanese", "三百二十五").text());
        assertEquals("six cent", edit("French", "six cent").text());
    }
}
