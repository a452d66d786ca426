package qasr.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.testing.Property;

/** Tests numbers that this class spells with its own rules, and words that are no numbers. */
final class NumeralTest {
    private static final String[] SMALL = {
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };
    private static final String HAN = "零一二三四五六七八九";

    @Test
    void everyNumberSpelledInEnglishIsRead() {
        for (int n = 0; n < 1000; n++) {
            assertEquals(OptionalLong.of(n), EnglishNumeral.value(english(n, false)), "number " + n);
            assertEquals(OptionalLong.of(n), EnglishNumeral.value(english(n, true)), "number " + n);
        }
        Property.forAll(1000, random -> {
            long n = upTo(random, 12);
            assertEquals(OptionalLong.of(n), EnglishNumeral.value(english(n, random.nextBoolean())), "number " + n);
        });
    }

    @Test
    void everyNumberSpelledInChineseIsRead() {
        for (int n = 0; n <= 12_000; n++) {
            assertEquals(OptionalLong.of(n), ChineseNumeral.value(chinese(n)), chinese(n));
        }
        Property.forAll(1000, random -> {
            long n = upTo(random, 12);
            assertEquals(OptionalLong.of(n), ChineseNumeral.value(chinese(n)), chinese(n));
        });
    }

    /** Returns a number of up to {@code digits} digits, many of them zeros. */
    private static long upTo(Random random, int digits) {
        long n = 0;
        for (int i = random.nextInt(digits + 1); i > 0; i--) {
            n = 10 * n + (random.nextBoolean() ? 0 : random.nextInt(10));
        }
        return n;
    }

    private static List<String> english(long n, boolean and) {
        List<String> words = new ArrayList<>();
        long rest = n;
        for (int scale = 3; scale > 0; scale--) {
            long unit = Math.round(Math.pow(1000, scale));
            if (rest >= unit) {
                belowThousand(words, (int) (rest / unit), and);
                words.add(List.of("thousand", "million", "billion").get(scale - 1));
                rest %= unit;
            }
        }
        if (rest > 0 || n == 0) {
            if (and && n > 1000 && rest < 100) {
                words.add("and");
            }
            belowThousand(words, (int) rest, and);
        }
        return words;
    }

    private static void belowThousand(List<String> words, int n, boolean and) {
        if (n >= 100) {
            words.add(SMALL[n / 100]);
            words.add("hundred");
            if (n % 100 > 0 && and) {
                words.add("and");
            }
        }
        int rest = n % 100;
        if (rest >= 20) {
            words.add(TENS[rest / 10]);
            if (rest % 10 > 0) {
                words.add(SMALL[rest % 10]);
            }
        } else if (rest > 0 || n == 0) {
            words.add(SMALL[rest]);
        }
    }

    private static String chinese(long n) {
        if (n < 10_000) {
            return section((int) n);
        }
        long unit = n >= 100_000_000 ? 100_000_000 : 10_000;
        long rest = n % unit;
        String head = chinese(n / unit) + (unit == 10_000 ? "万" : "亿");
        return rest == 0 ? head : head + (rest < unit / 10 ? "零" : "") + inside(rest);
    }

    /** After other digits, ten is written 一十. */
    private static String inside(long n) {
        String text = chinese(n);
        return text.startsWith("十") ? "一" + text : text;
    }

    private static String section(int n) {
        if (n < 10) {
            return HAN.substring(n, n + 1);
        }
        if (n < 20) {
            return "十" + (n == 10 ? "" : section(n - 10));
        }
        int unit = n >= 1000 ? 1000 : n >= 100 ? 100 : 10;
        String head = section(n / unit) + (unit == 1000 ? "千" : unit == 100 ? "百" : "十");
        int rest = n % unit;
        return rest == 0 ? head : head + (rest < unit / 10 ? "零" : "") + inside(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hundred",
                "zero hundred",
                "one zero",
                "twenty zero",
                "twenty ten",
                "twenty eleven",
                "one twenty",
                "twenty thirty",
                "one hundred zero",
                "one hundred and",
                "and one",
                "one hundred hundred",
                "one hundred one hundred",
                "one hundred and and one",
                "one thousand thousand",
                "one thousand hundred",
                "one hundred thousand million",
                "one thousand thousand million",
                "two thousand one thousand",
                "one hundred twenty hundred",
                "one thousand zero",
                "one million zero",
                "oh",
                "five oh",
                "one two",
                "one thousand million"
            })
    void wordsThatDoNotAddUpAreNoEnglishNumber(String words) {
        assertEquals(OptionalLong.empty(), EnglishNumeral.value(words(words)), words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "零一", "一二", "一零", "百", "千五百", "万", "零万", "零亿", "三千五", "一百一", "三万五", "三亿五", "十十", "百百", "十百", "一十一百",
                "一百一百", "一百一千", "一百十", "一百零", "一千零", "三零十", "三四十", "二十三四", "一百零零", "一万零", "五万亿零", "一x", "一百x", "一亿一亿零零",
                "十三十", "一万一万零", "五十两", "一百两", "二十两", "三万零两", "两十", "两两"
            })
    void whatIsShortenedEstimatedOrNoNumberHasNoChineseValue(String text) {
        assertEquals(OptionalLong.empty(), ChineseNumeral.value(text), text);
    }

    @ParameterizedTest
    @CsvSource({
        "两千, 2000",
        "二十, 20",
        "一十, 10",
        "一千零一十五, 1015",
        "一千零十五, 1015",
        "〇, 0",
        "零, 0",
        "两亿零三万, 200030000",
        "两, 2",
        "两百二十, 220",
        "三万两千两百, 32200",
        "两万两千两百, 22200",
        "一万亿, 1000000000000",
        "一万零一亿, 1000100000000",
        "九千九百九十九万九千九百九十九, 99999999",
    })
    void otherWaysToWriteAChineseNumberAreRead(String text, long value) {
        assertEquals(OptionalLong.of(value), ChineseNumeral.value(text));
    }

    @Test
    void digitsAreReadOneByOne() {
        assertEquals("01234567890122", ChineseNumeral.digits("零一二三四五六七八九〇幺二两"));
        assertEquals(-1, ChineseNumeral.digit('十'));
        assertEquals(
                List.of(0, 0, 1, 9, -1, -1, -1),
                List.of("zero", "oh", "one", "nine", "ten", "twenty", "").stream()
                        .map(EnglishNumeral::digit)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "first, '', 1",
        "second, '', 2",
        "ninth, x, 9",
        "tenth, '', 10",
        "twentieth, '', 20",
        "thirtieth, '', 30",
        "twenty, first, 21",
        "twenty, ninth, 29",
        "thirty, first, 31",
        "thirty, second, 0",
        "twenty, tenth, 0",
        "twenty, '', 0",
        "twenty, one, 0",
        "forty, first, 0",
        "ten, first, 0",
        "'', first, 0",
        "x, '', 0",
        "twenty, eleventh, 0",
    })
    void aDayIsAnOrdinalUpToThirtyFirst(String first, String second, int day) {
        assertEquals(day, EnglishNumeral.day(first, second));
    }

    @ParameterizedTest
    @CsvSource({
        "nineteen ninety nine, 1999",
        "nineteen ninety, 1990",
        "nineteen ten, 1910",
        "eleven eleven, 1111",
        "twenty twenty four, 2024",
        "twenty oh four, 2004",
        "twenty ten, 2010",
        "nineteen hundred, 1900",
        "eighteen twelve, 1812",
        "ten sixty six, 0",
        "twenty one twelve, 0",
        "nineteen, 0",
        "nineteen nine, 0",
        "nineteen oh, 0",
        "nineteen oh ten, 0",
        "nineteen oh oh, 0",
        "nineteen ninety nine nine, 0",
        "thirty ten, 0",
        "two thousand, 0",
    })
    void aYearIsSaidInTwoHalves(String words, int year) {
        assertEquals(year, EnglishNumeral.year(words(words)));
    }

    @Test
    void theWordsOfNumbersAreKnown() {
        assertEquals(
                List.of("zero", "nineteen", "twenty", "ninety", "hundred", "billion"),
                List.of("zero", "oh", "nineteen", "twenty", "ninety", "hundred", "billion", "and", "point", "first", "")
                        .stream()
                        .filter(EnglishNumeral::isNumber)
                        .toList());
        assertEquals(
                List.of(0, 20, 90, 0),
                List.of("", "twenty", "ninety", "ten").stream()
                        .map(EnglishNumeral::tens)
                        .toList());
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }
}
