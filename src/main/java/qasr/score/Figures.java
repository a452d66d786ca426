package qasr.score;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers in figures with their units, written in one way: $3 million and 3,000,000 dollars are equal. */
final class Figures {
    private static final String NUMBER = "(?<![\\d.])(?<!\\d,)(?<number>\\d+(?:,\\d{3})*(?:\\.\\d+)?)";
    private static final Pattern WESTERN = Pattern.compile("(?:(?<money>[$\u20ac\u00a3]) ?)?" + NUMBER
            + "(?:[ -]?(?<scale>thousand|million|billion)\\b)?(?: ?(?<percent>%|per ?cent\\b))?");
    private static final Pattern CHINESE = Pattern.compile(
            "(?<![\\d.])(?<!\\d,)(?:\\d+(?:,\\d{3})*(?:\\.\\d+)?[百千]?[万亿]" + "|\\d+(?:\\.\\d+)?[百千])+(?![\\d.])");
    private static final Pattern PART = Pattern.compile("(?<number>[\\d,.]+)(?<scales>[百千万亿]+)");

    private Figures() {}

    /**
     * Returns {@code text} with the value of each number in full, and its unit as a word after it: 3 million becomes 3000000,
     * $5 becomes 5 dollars, 5 % becomes 5 percent, 1亿2000万 becomes 120000000. {@code text} is in lower case.
     */
    static String inFull(String text) {
        String chinese = CHINESE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(sum(match.group())));
        Matcher matcher = WESTERN.matcher(chinese);
        StringBuilder full = new StringBuilder();
        while (matcher.find()) {
            BigDecimal value = number(matcher.group("number"));
            String scale = matcher.group("scale");
            String written = matcher.group("number");
            if (scale != null) {
                int zeros = scale.equals("thousand") ? 3 : scale.equals("million") ? 6 : 9;
                written = plain(value.scaleByPowerOfTen(zeros));
            }
            String unit = matcher.group("percent") != null ? " percent " : money(matcher.group("money"));
            matcher.appendReplacement(full, Matcher.quoteReplacement(written + unit));
        }
        return matcher.appendTail(full).toString();
    }

    private static String money(String sign) {
        if (sign == null) {
            return "";
        }
        return sign.equals("$") ? " dollars " : sign.equals("\u20ac") ? " euros " : " pounds ";
    }

    private static BigDecimal number(String figures) {
        return new BigDecimal(figures.replace(",", ""));
    }

    /** Returns the sum of numbers with falling units, such as 1亿2000万; {@code written} if they do not fall. */
    private static String sum(String written) {
        BigDecimal sum = BigDecimal.ZERO;
        int last = Integer.MAX_VALUE;
        Matcher part = PART.matcher(written);
        while (part.find()) {
            int zeros = part.group("scales").chars().map(Figures::zeros).sum();
            if (zeros >= last) {
                return written;
            }
            last = zeros;
            sum = sum.add(number(part.group("number")).scaleByPowerOfTen(zeros));
        }
        return plain(sum);
    }

    private static int zeros(int unit) {
        return switch (unit) {
            case '百' -> 2;
            case '千' -> 3;
            case '万' -> 4;
            default -> 8;
        };
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
