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
        "二百五十个，二百五十六，二百五十万, 250个，256，250万",
        "三十六计，三十六个, 三十六计，36个",
        "十二月三十一日，十三月三日，三月三十二日，三月零日, 12月31日，十三月三日，三月三十二日，三月零日",
        "二零二四年三月，二零二四年十三月，二零二四年三月四十日, 2024年3月，二零二四年十三月，二零二四年三月四十日",
        "百分之零点五，百分之一百二十，百分之三千五, 0.5%，120%，百分之三千五",
        "二十四点十五分，二十五点十五分, 24点15分，二十五点十五分",
        "三点五十九分，三点六十分，三点零五, 3点59分，三点六十分，3点05",
        "三点五米，零点五米，三点五个，三点五, 3.5米，0.5米，三点五个，三点五",
        "一二三四五，一二三四，一二三四五十, 12345，一二三四，一二三四五十",
        "十，十一，九，一百, 十，11，九，100",
        "五块钱，五元人民币，五日元，五英镑, 5块钱，5元人民币，5日元，5英镑",
        "双十一，周二十一，数十万，几十万，二十几，三十来个，二十多个, 双十一，周二十一，数十万，几十万，二十几，三十来个，20多个",
        "一亿，十亿，三亿五千万，一亿零三十万，一亿零一, 1亿，10亿，3亿5000万，1亿30万，100000001",
        "两千三百万，三千亿，一万，五十万三千, 2300万，3000亿，1万，503000",
        "四十五分之一, 四十五分之一",
        "三点五分钟，零点五分钟，三点五分，三点十五分, 3.5分钟，0.5分钟，三点五分，3点15分",
        "这一点十分重要；有一点十分关键；第一点十分简单, 这一点十分重要；有一点十分关键；第一点十分简单",
        "一点十分整齐；一点十分到位；这两点五十个, 一点十分整齐；一点十分到位；这两点五十个",
        "补充一点十分重要；做到三点十分之一, 补充一点十分重要；做到三点十分之一",
        "晚一点十分关键；早一点十分关键, 晚一点十分关键；早一点十分关键",
        "三点十分，三点十分左右，三点十分出发，三点十分到四点十分, 3点10分，3点10分左右，3点10分出发，3点10分到4点10分",
        "下午三点十分我们见，五日三点十分我们见, 下午3点10分我们见，五日3点10分我们见",
        "评分八点五分，下午八点五分，八点零五分见, 评分八点五分，下午8点5分，8点05分见",
        "一点五十个人，下午三点四十五个人，下午三点四十五他走, 一点五十个人，下午三点四十五个人，下午3点45他走",
        "三点十五分之前，三点四十五出发，三点零五吧, 3点15分之前，3点45出发，3点05吧",
        "三点十五分钟，三点零五米，三点零五分钟, 三点十五分钟，3.05米，3.05分钟",
        "上午十点零五公司开会；早上九点零五公交车来了, 上午10点05公司开会；早上9点05公交车来了",
        "下午三点零五平安到达；晚上八点零五元旦晚会开始, 下午3点05平安到达；晚上8点05元旦晚会开始",
        "下午三点四十五公司开会；下午三点四十五公里, 下午3点45公司开会；下午三点四十五公里",
        "下午三点零五千万别迟到；九点零五公交车来了, 下午三点零五千万别迟到；九点零五公交车来了",
        "三点零五公里；三点零五平米；三点五平；三点零五元, 3.05公里；3.05平米；3.5平；3.05元",
        "周二十点十五分；下周一十点零五分；星期三十点十五分, 周二10点15分；下周一10点05分；星期三10点15分",
        "礼拜六八点四十，周五二十点十分钟, 礼拜六8点40，周五二十点十分钟",
        "一周三十点五小时，一周四十点零五小时，周一点十五分, 一周三十点五小时，一周四十点零五小时，周一点十五分",
        "五十两银子，一百二十两，百分之五十两, 五十两银子，一百二十两，百分之五十两",
        "两千两百两，两百二十个，两美元, 两千两百两，220个，2美元",
        "百分之二十几，百分之二十点几，两点三十几分，两点三十来分, 百分之二十几，百分之二十点几，两点三十几分，两点三十来分",
        "百分之二十来自南方，百分之二十多，两点三十分, 20%来自南方，20%多，2点30分",
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
                "In June third party vendors, in July first-class mail | In June third party vendors, in July first-class mail",
                "In June twenty first century art, on June third we | In June twenty first century art, on June 3 we",
                "In N\u00f6ten und Kosten, \u00e9ten | In N\u00f6ten und Kosten, \u00e9ten",
                "about ten billion five hundred million dollars | about $10,500,000,000",
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
                "we got ten, we got nine | we got 10, we got nine",
                "Five percent, a hundred percent, five euros | 5%, a hundred percent, €5",
                "in eleven hundred, in one thousand one hundred, in ten hundred | in 1100, in 1100, in 1,000",
                "since two thousand one hundred, since two thousand one hundred one | since 2100, since 2,101",
                "since one thousand ninety nine | since 1,099",
                "dial one two three four, dial one two three four five | dial one two three four, dial 12345",
                "of zero million dollars, of five point percent | of zero million dollars, of five point percent",
                "five point five five percent, zero point zero five percent | 5.55%, 0.05%",
                "twelve per day; we say twelve per cent | twelve per day; we say 12%",
                "On May twenty, on May thirty-first, on May thirtieth | On May 20, on May 31, on May 30",
                "from one to twenty, up to twenty, one or twenty, at twenty | from one to twenty, up to 20, one or twenty, at twenty",
                "Wait! Twelve? “Twelve, well… twelve | Wait! Twelve? “Twelve, well… twelve",
                "it is seven hundred thousand dollars | it is $700,000",
                "one-twenty, twenty twenty percent | one-twenty, twenty twenty percent",
                "I have nine hundred ninety-nine thousand and nine | I have 999,009",
                "the twenty-first century, the twenty first | the twenty-first century, the twenty first",
                "On May thirty-second; twenty third parties | On May thirty-second; twenty third parties",
                "a ten second delay, after fifteen seconds | a ten second delay, after 15 seconds",
                "the ten second delay | the 10 second delay",
                "the one hundred first, the one hundred and first | the one hundred first, the one hundred and first",
                "the twelve hundredth, the ten thousandth | the twelve hundredth, the ten thousandth",
                "in the nineteen nineties, in nineteen sixties style | in the nineteen nineties, in nineteen sixties style",
                "in March two thousand nineteen, June two thousand one. | in March 2019, June 2001.",
                "on May first, two thousand ten, May one, two thousand ten | on May 1, 2010, May one, 2010",
                "On May 1st, two thousand ten I | On May 1st, 2010 I",
                "On May the Twenty-First two thousand ten we | On May the Twenty-First 2010 we",
                "the fifth of May, two thousand ten; In May, two thousand ten | the fifth of May, 2010; In May, 2,010",
                "On May first, two thousand people; on May first, two thousand we | On May 1, 2,000 people; on May 1, 2000 we",
                "June two thousand was, in June two thousand men | June 2000 was, in June 2,000 men",
                "in May nineteen ninety nine; On May nineteen nineteen | in May 1999; On May nineteen nineteen",
                "on May fifth, nineteen ninety nine; On May Day, two thousand ten | on May 5, 1999; On May Day, 2,010",
                "On May first, eleven thirty; on May first, seventeen seventy | On May 1, eleven thirty; on May 1, 1770",
                "May two thousand five hundred; march two thousand ten | May 2,500; march 2,010",
                "On May thirty-five, two thousand ten; On May zero, two thousand ten | On May 35, 2,010; On May zero, 2,010",
                "in March two thousand nineteen dollars; May ten percent | in March $2,019; May 10%",
                "by eleven thirty; until twelve fifteen; from twelve fifteen | by eleven thirty; until twelve fifteen; from twelve fifteen",
                "in fifteen twenty minutes; in twelve fifteen years | in fifteen twenty minutes; in twelve fifteen years",
                "of nineteen hundred people; in nineteen hundred. | of 1,900 people; in 1900.",
                "of two thousand years; in twenty twenty per cent | of 2,000 years; in twenty twenty per cent",
                "in thirteen forty eight; in fifteen twenty he | in 1348; in 1520 he",
                "May second graders come? May third parties use it? | May second graders come? May third parties use it?",
                "by May third parties; March twenty first graders | by May third parties; March twenty first graders",
                "May third; on May third John came; March second was | May 3; on May 3 John came; March 2 was",
                "March fourth at noon; May fifth nineteen ninety nine | March 4 at noon; May 5 1999",
                "about point five percent, about point twenty | about point five percent, about point twenty",
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
        assertEquals("we got twelve", edit("German", "we got twelve").text());
        assertEquals("we got 12", edit("", "we got twelve").text());
        assertEquals("我有325个", edit("", "我有三百二十五个").text());
        assertEquals("三百二十五の話", edit("", "三百二十五の話").text());
    }
}
