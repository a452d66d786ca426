package qasr.edit;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads Chinese numerals that are written out in full, such as 三百二十五. Shortened numbers and estimates have no value.
 */
final class ChineseNumeral {
    private static final String DIGITS = "零一二三四五六七八九";
    /** In 五十两, 两 is a unit of weight; in 两百, it is the digit 2. */
    private static final Pattern WEIGHT = Pattern.compile(".两(?![百千])|两(?![百千]).");

    private ChineseNumeral() {}

    /** Returns the value of a digit, or -1 if {@code point} is no digit. */
    static int digit(int point) {
        return switch (point) {
            case '〇' -> 0;
            case '幺' -> 1;
            case '两' -> 2;
            default -> DIGITS.indexOf(point);
        };
    }

    /** Returns {@code text} digit by digit: 二〇二四 is 2024. */
    static String digits(String text) {
        StringBuilder figures = new StringBuilder();
        text.codePoints().forEach(point -> figures.append(digit(point)));
        return figures.toString();
    }

    /**
     * Returns the value of a whole number. Empty if the text is no number, a shortened number (三千五 for 3500) or an
     * estimate (三四十).
     */
    static OptionalLong value(String text) {
        int large = Math.max(text.lastIndexOf('亿'), text.indexOf('亿') < 0 ? text.lastIndexOf('万') : -1);
        if (large < 0) {
            return section(text, 0);
        }
        long unit = text.charAt(large) == '亿' ? 100_000_000 : 10_000;
        OptionalLong head = value(text.substring(0, large));
        String rest = text.substring(large + 1);
        OptionalLong tail = rest.isEmpty() ? OptionalLong.of(0) : below(rest, unit);
        if (large == 0 || head.isEmpty() || head.getAsLong() == 0 || tail.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(head.getAsLong() * unit + tail.getAsLong());
    }

    /**
     * Returns the value of {@code rest}, the part after a large unit: a number with its own units, possibly after 零.
     */
    private static OptionalLong below(String rest, long unit) {
        if (rest.indexOf('万') >= 0) {
            return value(rest.startsWith("零") ? rest.substring(1) : rest);
        }
        OptionalLong value = section(rest, unit);
        return value.isPresent() && value.getAsLong() < unit ? value : OptionalLong.empty();
    }

    /** Returns the value of a number below ten thousand; {@code above} is the unit before it, or 0. */
    private static OptionalLong section(String text, long above) {
        if (WEIGHT.matcher(text).find()) {
            return OptionalLong.empty();
        }
        long sum = 0;
        long lastUnit = above;
        int pending = -1;
        boolean zero = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = digit(c);
            long unit = c == '十' ? 10 : c == '百' ? 100 : c == '千' ? 1000 : 0;
            if (digit == 0 && text.length() > 1) {
                if (pending >= 0 || lastUnit == 0) {
                    return OptionalLong.empty();
                }
                zero = true;
            } else if (digit >= 0) {
                if (pending >= 0) {
                    return OptionalLong.empty();
                }
                pending = digit;
            } else if (unit > 0) {
                boolean bareTen = unit == 10 && pending < 0 && (i == 0 || zero);
                if ((pending < 0 && !bareTen) || (lastUnit > 0 && unit >= lastUnit)) {
                    return OptionalLong.empty();
                }
                sum += (bareTen ? 1 : pending) * unit;
                pending = -1;
                lastUnit = unit;
                zero = false;
            } else {
                return OptionalLong.empty();
            }
        }
        boolean shortened = pending >= 0 && lastUnit > 10 && !zero;
        boolean hanging = zero && pending < 0;
        if (text.isEmpty() || shortened || hanging) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(sum + Math.max(pending, 0));
    }
}
