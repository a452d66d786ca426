package qasr.subtitle;

import java.util.Locale;
import java.util.Set;

/** Tells which characters belong to a number: its measure word, its unit and the marks before it. */
final class Measures {
    private static final String CHINESE_DIGITS = "零〇一二三四五六七八九十百千万亿萬億兩两幾几半兆廿";
    private static final String SCALES = "十百千万亿萬億兆";
    /** Chinese and Japanese measure words of one character. */
    private static final String COUNTERS = "个個只隻条條张張本枚件位名人口头頭匹台臺辆輛架艘座栋棟幢家间間所层層楼樓阶階级級"
            + "次回遍趟顿頓场場番下天日周週月年岁歳歲代世纪紀时時点點分秒刻元块塊角毛圆圓円钱錢斤两克吨噸磅尺寸米里"
            + "度倍成折届屆期章节節页頁行段篇首句字词詞笔筆份杯瓶碗盘盤盒箱包袋双雙对對副套组組群批种種类類样樣项項"
            + "号號路站步把支枝根颗顆粒朵棵株片滴卷冊册部封通番目人杯匹羽着足軒階号室歳泊畳割";
    /** Units of several characters after a number, the longest first where one begins another. */
    private static final String[] UNITS = {
        "平方公里", "平方米", "立方米", "人民币", "個月", "个月", "ヶ月間", "か月間", "カ月", "ヶ月", "か月", "ヵ月", "ヶ国", "か国", "公里", "公斤", "公分",
        "公尺", "千克", "千米", "厘米", "毫米", "毫克", "毫升", "小时", "小時", "分钟", "分鐘", "秒钟", "秒鐘", "星期", "礼拜", "禮拜", "美元", "欧元",
        "歐元", "日元", "英镑", "英鎊", "港币", "港元", "時間", "時半", "分間", "年間", "週間", "日間", "秒間", "種類", "番目", "年代", "世纪", "世紀",
        "歳児", "キログラム", "キロメートル", "センチメートル", "ミリメートル", "キロ", "センチ", "ミリ", "メートル", "グラム", "リットル", "トン", "ページ", "パーセント",
        "ドル", "ユーロ", "ポンド", "ウォン", "ポイント", "カ所", "か所", "ヶ所", "箇所", "つ"
    };
    /** Units that a blank parts from their number. */
    private static final Set<String> SPACED_UNITS = Set.of(
            "%",
            "‰",
            "°",
            "°c",
            "°f",
            "km",
            "m",
            "cm",
            "mm",
            "µm",
            "nm",
            "mi",
            "ft",
            "in",
            "yd",
            "kg",
            "g",
            "mg",
            "µg",
            "t",
            "lb",
            "lbs",
            "oz",
            "l",
            "ml",
            "cl",
            "dl",
            "km/h",
            "mph",
            "m/s",
            "h",
            "min",
            "s",
            "ms",
            "hz",
            "khz",
            "mhz",
            "ghz",
            "w",
            "kw",
            "mw",
            "kwh",
            "v",
            "a",
            "b",
            "kb",
            "mb",
            "gb",
            "tb",
            "kbit",
            "mbit",
            "gbit",
            "px",
            "dpi",
            "€",
            "$",
            "£",
            "¥",
            "₩",
            "₽",
            "eur",
            "usd",
            "gbp",
            "jpy",
            "cny",
            "rmb",
            "krw",
            "rub",
            "chf",
            "am",
            "pm",
            "a.m.",
            "p.m.",
            "uhr",
            "개",
            "명",
            "번",
            "시",
            "분",
            "초",
            "월",
            "일",
            "년",
            "원",
            "살",
            "권",
            "대",
            "마리",
            "시간",
            "개월",
            "주",
            "층",
            "회",
            "장",
            "잔",
            "병",
            "kilometers",
            "kilometres",
            "percent",
            "euros",
            "dollars",
            "pounds");

    private Measures() {}

    /** Returns whether {@code text} must not be split before {@code at}, as a number ends or goes on there. */
    static boolean joins(String text, int at) {
        int left = text.codePointBefore(at);
        int right = text.codePointAt(at);
        if (left == '第' && (isDigit(right) || isChineseDigit(right))) {
            return true;
        }
        if ((isDigit(left) || isChineseDigit(left)) && isNumeral(right)) {
            return true;
        }
        boolean number = isDigit(left) || isChineseDigit(left);
        return (number && (COUNTERS.indexOf(right) >= 0 || unitAt(text, at) > 0)) || insideUnit(text, at);
    }

    /** Returns whether a number ends before {@code at} and a character that can be a measure word follows. */
    static boolean mayJoin(String text, int at) {
        return joins(text, at) || (isDigit(text.codePointBefore(at)) && Character.isIdeographic(text.codePointAt(at)));
    }

    /** Returns whether a unit begins before {@code at}, right after a number, and ends after it. */
    private static boolean insideUnit(String text, int at) {
        for (int from = at - 1; from > 0 && at - from < longest(); from--) {
            int before = text.codePointBefore(from);
            if ((isDigit(before) || isChineseDigit(before)) && from + unitAt(text, from) > at) {
                return true;
            }
        }
        return false;
    }

    private static int longest() {
        return 8;
    }

    /** Returns the length of the unit that begins at {@code at}, or 0. */
    private static int unitAt(String text, int at) {
        for (String unit : UNITS) {
            if (text.startsWith(unit, at)) {
                return unit.length();
            }
        }
        return 0;
    }

    /** Returns whether {@code word} is the unit of a number that ends in {@code before}, with a blank between them. */
    static boolean joins(String before, String word) {
        return Character.isDigit(before.codePointBefore(before.length()))
                && SPACED_UNITS.contains(bare(word).toLowerCase(Locale.ROOT));
    }

    /** Returns {@code word} without the marks after it. */
    private static String bare(String word) {
        int end = word.length();
        while (end > 1
                && ".,;:!?)。，、！？".indexOf(word.charAt(end - 1)) >= 0
                && !word.endsWith("a.m.")
                && !word.endsWith("p.m.")) {
            end--;
        }
        return word.substring(0, end);
    }

    private static boolean isDigit(int point) {
        return Character.isDigit(point);
    }

    private static boolean isChineseDigit(int point) {
        return CHINESE_DIGITS.indexOf(point) >= 0;
    }

    private static boolean isNumeral(int point) {
        return isDigit(point) || SCALES.indexOf(point) >= 0 || isChineseDigit(point);
    }
}
