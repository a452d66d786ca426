package qasr.edit;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads English number words. */
final class EnglishNumeral {
    private static final List<String> SMALL = List.of(
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
            "nineteen");
    private static final List<String> TENS =
            List.of("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final List<String> ORDINALS = List.of(
            "",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth");
    /** Words that turn the number before them into an ordinal, a fraction or a decade. */
    private static final Pattern ORDINAL_END = Pattern.compile(
            "(?:twen|thir|for|fif|six|seven|eigh|nine)(?:tieth|ties)|(?:hundred|thousand|million|billion)(?:th|ths|s)");

    private static final Map<String, Long> SCALES =
            Map.of("hundred", 100L, "thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);

    private EnglishNumeral() {}

    static boolean isNumber(String word) {
        return small(word) >= 0 || tens(word) > 0 || SCALES.containsKey(word);
    }

    /** Returns the value of a word from 0 to 19, or -1. */
    static int small(String word) {
        return SMALL.indexOf(word);
    }

    /** Returns the value of a word for tens (20, 30, … 90), or 0. */
    static int tens(String word) {
        return word.isEmpty() ? 0 : 10 * Math.max(0, TENS.indexOf(word));
    }

    static boolean isScale(String word) {
        return SCALES.containsKey(word);
    }

    /** Returns the value of a digit word, including "oh", or -1. */
    static int digit(String word) {
        int value = word.equals("oh") ? 0 : small(word);
        return value < 10 ? value : -1;
    }

    /** Returns the day of the month (1 to 31) of an ordinal of one or two words, or 0. {@code second} may be "". */
    static int day(String first, String second) {
        int alone = ORDINALS.indexOf(first);
        if (first.equals("thirtieth")) {
            return 30;
        }
        if (alone > 0) {
            return alone;
        }
        int unit = second.isEmpty() ? 0 : ORDINALS.indexOf(second);
        int day = tens(first) + unit;
        return tens(first) > 0 && unit > 0 && unit < 10 && day <= 31 ? day : 0;
    }

    /**
     * Returns whether {@code next} turns a number whose last word is {@code last} into an ordinal, a fraction or a
     * decade: "twenty first", "two hundredth", "nineteen nineties". After "ten", "second" is a unit of time.
     */
    static boolean endsIn(String last, String next) {
        int ordinal = next.isEmpty() ? 0 : ORDINALS.indexOf(next);
        boolean unit = ordinal > 0 && (isScale(last) || (tens(last) > 0 && ordinal < 10));
        return unit || ORDINAL_END.matcher(next).matches();
    }

    /** Returns the value of {@code words} if they are a number below 100, or empty. */
    static OptionalLong belowHundred(List<String> words) {
        if (words.size() == 1) {
            int value = Math.max(small(words.get(0)), tens(words.get(0)));
            return value >= 0 && (value > 0 || words.get(0).equals("zero"))
                    ? OptionalLong.of(value)
                    : OptionalLong.empty();
        }
        boolean pair = words.size() == 2 && tens(words.get(0)) > 0;
        int unit = pair ? small(words.get(1)) : 0;
        return unit > 0 && unit < 10 ? OptionalLong.of(tens(words.get(0)) + unit) : OptionalLong.empty();
    }

    /** Returns the value of a number that is written out in full; empty for other words, including "a hundred". */
    static OptionalLong value(List<String> words) {
        for (String scale : List.of("billion", "million", "thousand", "hundred")) {
            int at = words.indexOf(scale);
            if (at >= 0) {
                OptionalLong head = value(words.subList(0, at));
                List<String> rest = words.subList(at + 1, words.size());
                boolean and = !rest.isEmpty() && rest.get(0).equals("and");
                List<String> tailWords = and ? rest.subList(1, rest.size()) : rest;
                OptionalLong tail = tailWords.isEmpty() && !and ? OptionalLong.of(0) : value(tailWords);
                long unit = SCALES.get(scale);
                boolean proper = head.isPresent()
                        && head.getAsLong() > 0
                        && head.getAsLong() < (unit == 100 ? 100 : 1000)
                        && tail.isPresent()
                        && tail.getAsLong() < unit
                        && (tailWords.isEmpty() || tail.getAsLong() > 0);
                return proper ? OptionalLong.of(head.getAsLong() * unit + tail.getAsLong()) : OptionalLong.empty();
            }
        }
        return belowHundred(words);
    }

    /**
     * Returns the year that is spoken in two halves, such as "nineteen ninety nine" or "twenty oh four"; 0 if it is no
     * year.
     */
    static int year(List<String> words) {
        for (int split = 1; split <= 2 && split < words.size(); split++) {
            OptionalLong head = belowHundred(words.subList(0, split));
            List<String> rest = words.subList(split, words.size());
            OptionalLong tail = rest.size() == 2 && rest.get(0).equals("oh") && digit(rest.get(1)) > 0
                    ? OptionalLong.of(digit(rest.get(1)))
                    : rest.equals(List.of("hundred")) ? OptionalLong.of(0) : belowHundred(rest);
            boolean full = tail.isPresent() && (tail.getAsLong() >= 10 || rest.size() == 2 || tail.getAsLong() == 0);
            if (head.isPresent() && head.getAsLong() >= 11 && head.getAsLong() <= 20 && full) {
                return (int) (head.getAsLong() * 100 + tail.getAsLong());
            }
        }
        return 0;
    }
}
