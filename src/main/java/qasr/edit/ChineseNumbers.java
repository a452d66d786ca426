package qasr.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes Chinese number words in figures, following GB/T 15835-2011:
 *
 * <ul>
 *   <li>百分之二十点五 to 20.5%
 *   <li>二零二四年三月五号 to 2024年3月5号: a date with a year or a day; a month alone is not changed
 *   <li>三点十五分 to 3点15分: a time with minutes; 三点 and 三点半 are not changed, nor is 一点十分 in 一点十分重要
 *   <li>三点一四 to 3.14: two or more decimals, or one decimal before a unit
 *   <li>幺三八零零 to 13800: five digits or more
 *   <li>三百二十五 to 325, 三百万 to 300万: quantities of ten or more that are written out in full
 *   <li>五美元 to 5美元: one digit before a currency
 * </ul>
 *
 * Approximations (三四十, 三十几), shortened numbers (三千五), ordinals (第五十二条), lunar dates (正月十五), fractions and set phrases
 * are not changed.
 */
public final class ChineseNumbers implements TextStage {
    private static final Set<String> CHINESE = Set.of("", "Chinese", "Cantonese");
    private static final String N = "[零〇一二两三四五六七八九十百千万亿]+";
    private static final String D = "[零〇一二三四五六七八九]";
    /** Units, but not the beginnings of 公司, 平安, 元旦, 度假 and 升旗, which come after times. */
    private static final String UNITS =
            "[万亿倍米千克吨秒块寸岁]|公[里斤顷分升尺吨]|平(?![安时常等均台])|元(?!旦)|度(?!假)|升(?!旗)" + "|个百分点|美元|欧元|英镑|小时|分钟";

    private static final String MINUTE = N + "(?=分(?![之钟]))|零" + D + "(?!" + UNITS + ")|[二三四五]?十" + D + "?";

    private static final Pattern NUMBER = Pattern.compile("百分之(?<percent>百|" + N + "(?:点" + D + "+)?)"
            + "|(?<weekday>(?<=周|星期|礼拜)[一二三四五六](?=" + N + "点(?:" + MINUTE + ")))"
            + "|(?:(?<year>[一二]" + D + "{3})年)(?:(?<month>" + N + ")月(?:(?<day>" + N + ")(?=[日号]))?)?"
            + "|(?<month2>" + N + ")月(?:(?<day2>" + N + ")(?=[日号]))?"
            + "|(?<hour>" + N + ")点(?<minute>" + MINUTE + ")(?!" + D + ")"
            + "|(?<whole>" + N + ")点(?<decimals>" + D + "+)"
            + "|(?<digits>[幺零〇一二三四五六七八九]{5,})"
            + "|(?<cardinal>" + N + ")");

    private static final Pattern SET_PHRASE = Pattern.compile("五十步|三十六计|七十二变|七十二家|十八般|十八罗汉|三十而立|四十不惑|五十知天命"
            + "|二十四孝|二十四史|三百六十行|十万八千里|一千零一夜|十万个为什么|一百零八将|十万火急|十三经|二十八宿|四十二章经"
            + "|十一(?:黄金周|长假|国庆|假期)|二百五(?![零〇一二两三四五六七八九十百千万亿])|八百里加急|十二生肖|十三香|一百八十度");

    private static final Pattern MEASURE = Pattern.compile(UNITS);
    private static final Pattern CURRENCY = Pattern.compile("(?:美元|欧元|英镑|日元|港元|港币|块钱|元人民币)");
    private static final Pattern NOT_AFTER = Pattern.compile("(?:[第初几双周月]|星期|礼拜|分之|多|成千|数)$");
    private static final Pattern NOT_BEFORE = Pattern.compile("[几数]|分之|来[个天岁年块]|[点]");
    /** Before 一点 or 三点 that counts points: 这一点, 有三点. */
    private static final Pattern POINTS = Pattern.compile("[这那有]$");

    private static final Pattern TIME_BEFORE = Pattern.compile("(?:[上中下]午|早[上晨]|[凌清]晨|傍晚|晚上|[今明昨当]晚|[今明昨]早|半夜|深夜|夜里"
            + "|[今明昨前后]天|(?:周|星期|礼拜)[一二三四五六日天]|[十" + D.substring(1, D.length() - 1) + "][日号])$");
    /** After 三点十分 that is a time. In 十分整齐 and 十分到位, 十分 means "very". */
    private static final Pattern TIME_AFTER =
            Pattern.compile("[了吧吗呢啊前后]?(?:[\\p{P}\\p{S}]|$)|左右|[之以][前后]|开[始会]|出发|集合|到达" + "|[到至](?=" + N
                    + "点)|的?(?:火车|高铁|动车|列车|飞机|航班|班车|会议|闹钟)");
    /** Makes the number before it a quantity: 三点五十个人 is "three o'clock, fifty people", or three points. */
    private static final Pattern COUNTED = Pattern.compile("[个名位人岁年天块条张只家间台件次秒米多余来]|公[里斤顷分升尺吨]|元(?!旦)|分钟|小时");

    private static final Pattern LOW_MINUTE = Pattern.compile("零" + D);
    private static final Pattern FRACTION = Pattern.compile("分(?:钟|之" + N + ")");
    /** Makes the number before it an approximation. 来 alone does not: 百分之二十来自 is "20% come from". */
    private static final Pattern ABOUT = Pattern.compile("几|点几|来分");

    private final boolean byValue;

    public ChineseNumbers() {
        this(false);
    }

    private ChineseNumbers(boolean byValue) {
        this.byValue = byValue;
    }

    /**
     * Returns a stage for comparisons. It changes a number in any context, so 三点二十五 and 3点25 become equal in any
     * sentence; the result is not for readers.
     */
    public static ChineseNumbers byValue() {
        return new ChineseNumbers(true);
    }

    @Override
    public String kind() {
        return "itn";
    }

    @Override
    public List<Replacement> replacements(String text, String language) {
        List<Replacement> replacements = new ArrayList<>();
        if (!CHINESE.contains(language) || text.codePoints().anyMatch(ChineseNumbers::isKana)) {
            return replacements;
        }
        Matcher phrases = SET_PHRASE.matcher(text);
        Matcher numbers = NUMBER.matcher(text);
        int from = 0;
        while (numbers.find(from)) {
            phrases.region(numbers.start(), text.length());
            if (!byValue && phrases.lookingAt()) {
                from = Math.max(phrases.end(), numbers.end());
                continue;
            }
            String figures = figures(numbers, text);
            if (!figures.isEmpty()) {
                replacements.add(new Replacement(numbers.start(), numbers.end(), figures));
            }
            from = numbers.end();
        }
        return replacements;
    }

    private static boolean isKana(int point) {
        return Character.UnicodeScript.of(point) == Character.UnicodeScript.HIRAGANA;
    }

    /** Returns the match in figures, or "" if it is not to be changed. */
    private String figures(Matcher match, String text) {
        String before = text.substring(Math.max(0, match.start() - 3), match.start());
        String after = text.substring(match.end());
        if (match.group("weekday") != null) {
            return "";
        }
        boolean about = ABOUT.matcher(after).lookingAt();
        if (match.group("percent") != null) {
            return about ? "" : percent(match.group("percent"));
        }
        if (match.group("year") != null) {
            return date(match.group("year"), match.group("month"), match.group("day"));
        }
        if (match.group("month2") != null) {
            return match.group("day2") == null ? "" : date(null, match.group("month2"), match.group("day2"));
        }
        if (match.group("hour") != null) {
            String minute = match.group("minute");
            boolean time = byValue || (!about && isTime(before, minute, after));
            return time ? time(match.group("hour"), minute) : "";
        }
        if (!byValue
                && (NOT_AFTER.matcher(before).find()
                        || NOT_BEFORE.matcher(after).lookingAt())) {
            return "";
        }
        if (match.group("whole") != null) {
            if (!byValue
                    && LOW_MINUTE.matcher(match.group("decimals")).matches()
                    && TIME_BEFORE.matcher(before).find()) {
                return ""; // 今天三点零五元 is a price, 下午三点零五千万别迟到 a time
            }
            return decimal(
                    match.group("whole"),
                    match.group("decimals"),
                    MEASURE.matcher(after).lookingAt());
        }
        if (match.group("digits") != null) {
            boolean goesOn = !after.isEmpty() && "十百千万亿".indexOf(after.charAt(0)) >= 0;
            return goesOn ? "" : ChineseNumeral.digits(match.group("digits"));
        }
        return cardinal(
                match.group("cardinal"), byValue || CURRENCY.matcher(after).lookingAt());
    }

    private static String percent(String number) {
        if (number.equals("百")) {
            return "100%";
        }
        int point = number.indexOf('点');
        OptionalLong whole = ChineseNumeral.value(point < 0 ? number : number.substring(0, point));
        if (whole.isEmpty()) {
            return "";
        }
        return whole.getAsLong() + (point < 0 ? "" : "." + ChineseNumeral.digits(number.substring(point + 1))) + "%";
    }

    private static String date(String year, String month, String day) {
        String figures = year == null ? "" : ChineseNumeral.digits(year) + "年";
        if (month != null) {
            OptionalLong value = ChineseNumeral.value(month);
            if (value.isEmpty() || value.getAsLong() < 1 || value.getAsLong() > 12) {
                return "";
            }
            figures += value.getAsLong() + "月";
        }
        if (day != null) {
            OptionalLong value = ChineseNumeral.value(day);
            if (value.isEmpty() || value.getAsLong() < 1 || value.getAsLong() > 31) {
                return "";
            }
            figures += value.getAsLong();
        }
        return figures;
    }

    /**
     * Returns whether an hour and {@code minute} between {@code before} and {@code after} are a time. 一点十分重要 is "one thing is
     * very important", and 八点五分 may be 8.5 points.
     */
    private static boolean isTime(String before, String minute, String after) {
        if (NOT_AFTER.matcher(before).find()
                || POINTS.matcher(before).find()
                || FRACTION.matcher(after).lookingAt()) {
            return false;
        }
        boolean unit = after.startsWith("分");
        if (unit && minute.length() > 1) {
            return true;
        }
        boolean due = TIME_BEFORE.matcher(before).find()
                && (unit || !COUNTED.matcher(after).lookingAt());
        return due
                || ((minute.equals("十") || minute.length() > 1)
                        && TIME_AFTER.matcher(unit ? after.substring(1) : after).lookingAt());
    }

    private static String time(String hour, String minute) {
        OptionalLong hours = ChineseNumeral.value(hour);
        OptionalLong minutes = ChineseNumeral.value(minute.startsWith("零") ? minute.substring(1) : minute);
        if (hours.isEmpty() || hours.getAsLong() > 24 || minutes.isEmpty() || minutes.getAsLong() > 59) {
            return "";
        }
        return hours.getAsLong() + "点" + (minute.startsWith("零") ? "0" : "") + minutes.getAsLong();
    }

    private static String decimal(String whole, String decimals, boolean measured) {
        OptionalLong value = ChineseNumeral.value(whole);
        return value.isEmpty() || (decimals.length() < 2 && !measured)
                ? ""
                : value.getAsLong() + "." + ChineseNumeral.digits(decimals);
    }

    private static String cardinal(String number, boolean small) {
        OptionalLong value = ChineseNumeral.value(number);
        if (value.isEmpty() || (!small && (value.getAsLong() < 10 || number.length() < 2))) {
            return "";
        }
        if (value.getAsLong() > 100_000_000 && value.getAsLong() % 100_000_000 > 0 && number.endsWith("万")) {
            return value.getAsLong() / 100_000_000 + "亿" + value.getAsLong() % 100_000_000 / 10_000 + "万";
        }
        char last = number.charAt(number.length() - 1);
        OptionalLong large = ChineseNumeral.value(number.substring(0, number.length() - 1));
        boolean round = (last == '万' || last == '亿') && large.isPresent();
        return round ? large.getAsLong() + String.valueOf(last) : String.valueOf(value.getAsLong());
    }
}
