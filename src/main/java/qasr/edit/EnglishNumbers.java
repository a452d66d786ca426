package qasr.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes English number words in figures, following the Associated Press Stylebook:
 *
 * <ul>
 *   <li>five percent, twenty point five per cent to 5%, 20.5%
 *   <li>five dollars, three million euros to $5, €3 million
 *   <li>March third, May twenty-first to March 3, May 21
 *   <li>in nineteen ninety nine to in 1999, May two thousand ten to May 2010: a year, after a word that often comes before
 *   a year, or after a month or a day
 *   <li>five five five one two to 55512: five digits or more
 *   <li>one hundred and twenty to 120, two thousand five hundred to 2,500, three million to 3 million: ten or more, not
 *   at the beginning of a sentence
 * </ul>
 *
 * "a hundred", "one or two hundred", "fifty-fifty", "twenty twenty", "point five", ordinals (twenty-first), decades
 * (nineteen nineties) and words that form no number are not changed.
 */
public final class EnglishNumbers implements TextStage {
    private static final Set<String> LANGUAGES = Set.of("", "English", "Chinese", "Cantonese");
    /** Not a part of a word with other letters, such as "ten" in "N\u00f6ten". */
    private static final Pattern WORD =
            Pattern.compile("(?<![\\p{IsLatin}\\p{M}])[A-Za-z]++(?:['\u2019][A-Za-z]++)?(?![\\p{IsLatin}\\p{M}])");

    private static final Set<String> BEFORE_YEAR =
            Set.of("in", "since", "until", "till", "by", "before", "after", "from", "during", "year", "of");
    private static final Set<String> MONTHS = Set.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    /** The part of a date before its year: a month, and a day after it. */
    private static final Pattern DATE = Pattern.compile(
            "(?:\\b(?<before>[A-Za-z]+) )?\\b(?:" + String.join("|", MONTHS)
                    + ")(?: (?:the )?(?<first>[0-9]{1,2}(?:st|nd|rd|th)?|[A-Za-z]+)(?:[ -](?<second>[A-Za-z]+))?)?(?<comma>,)? $");
    /** The length of the longest date with the word before it. */
    private static final int MAX_DATE = 48;

    /** The months whose names are other words too: "May third parties use it?". */
    private static final Set<String> DOUBTFUL = Set.of("March", "May");
    /** Words before and after a date, such as "on May third" and "May third at". */
    private static final Set<String> BEFORE_DAY =
            Set.of("on", "by", "since", "until", "till", "from", "to", "before", "after", "of", "and", "or");

    private static final Set<String> AFTER_DAY = Set.of(
            "or", "at", "in", "on", "of", "for", "from", "with", "will", "through", "by", "before", "after", "as",
            "are", "were", "has", "had", "this", "last", "next", "because", "if", "so", "which", "who", "where");
    /** Words that form one expression with an ordinal: "In June third party vendors came". */
    private static final Set<String> AFTER_ORDINAL = Set.of(
            "party",
            "parties",
            "quarter",
            "quarters",
            "hand",
            "class",
            "grade",
            "grader",
            "graders",
            "half",
            "floor",
            "person",
            "persons",
            "world",
            "degree",
            "generation",
            "round",
            "place",
            "rate",
            "time",
            "year",
            "century");
    /** Nouns that are counted. "in fifteen twenty minutes" is an estimate. */
    private static final Set<String> COUNTED = Set.of(
            "second",
            "seconds",
            "minute",
            "minutes",
            "hour",
            "hours",
            "day",
            "days",
            "week",
            "weeks",
            "month",
            "months",
            "year",
            "years",
            "people",
            "persons",
            "percent",
            "dollars",
            "euros",
            "pounds",
            "cents",
            "miles",
            "kilometers",
            "kilometres",
            "meters",
            "metres",
            "feet",
            "times");
    /** Below it, two halves are rather a time or an estimate: "by eleven thirty", "of twelve fifteen". */
    private static final int FIRST_YEAR = 1300;

    private static final Set<String> AFTER_YEAR = Set.of(
            "i", "we", "you", "he", "she", "it", "they", "there", "the", "a", "an", "my", "our", "his", "her", "their",
            "was", "is", "when", "until", "to", "and", "but", "that");

    /** Scales that stay words behind figures, as in "3 million". */
    private static final Set<String> LARGE = Set.of("million", "billion");

    private final boolean byValue;

    public EnglishNumbers() {
        this(false);
    }

    private EnglishNumbers(boolean byValue) {
        this.byValue = byValue;
    }

    /**
     * Returns a stage for comparisons. It changes a number in any context, so "March fifth works" and "March 5
     * works" become equal; the result is not for readers.
     */
    public static EnglishNumbers byValue() {
        return new EnglishNumbers(true);
    }

    @Override
    public String kind() {
        return "itn";
    }

    /**
     * A word with its position; {@code joined} tells whether only a blank or a hyphen separates it from the previous
     * word, {@code hyphen} whether it is a hyphen.
     */
    private record Word(int start, int end, String text, boolean joined, boolean hyphen) {
        String lower() {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public List<Replacement> replacements(String text, String language) {
        List<Replacement> replacements = new ArrayList<>();
        if (!LANGUAGES.contains(language)) {
            return replacements;
        }
        List<Word> words = words(text);
        int i = 0;
        while (i < words.size()) {
            int day = dayAfterMonth(words, i);
            if (day > 0) {
                boolean two = EnglishNumeral.tens(word(words, i + 1)) > 0;
                replacements.add(replacement(words, i + 1, i + (two ? 3 : 2), String.valueOf(day)));
                i += two ? 3 : 2;
                continue;
            }
            int end = runEnd(words, i);
            if (end > i) {
                Replacement figures = figures(text, words, i, end);
                if (figures != null) {
                    replacements.add(figures);
                    end = Math.max(end, wordAfter(words, figures.end()));
                }
            }
            i = Math.max(end, i + 1);
        }
        return replacements;
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        int last = -1;
        while (matcher.find()) {
            String between = last < 0 ? "" : text.substring(last, matcher.start());
            boolean hyphen = between.equals("-");
            words.add(new Word(matcher.start(), matcher.end(), matcher.group(), hyphen || between.equals(" "), hyphen));
            last = matcher.end();
        }
        return words;
    }

    private static int wordAfter(List<Word> words, int place) {
        int i = 0;
        while (i < words.size() && words.get(i).start() < place) {
            i++;
        }
        return i;
    }

    /** Returns word {@code i} in lower case, or "" if it does not exist or is not joined to the previous word. */
    private static String word(List<Word> words, int i) {
        return i > 0 && i < words.size() && words.get(i).joined() ? words.get(i).lower() : "";
    }

    private int dayAfterMonth(List<Word> words, int i) {
        String month = words.get(i).text();
        int day = MONTHS.contains(month) ? EnglishNumeral.day(word(words, i + 1), word(words, i + 2)) : 0;
        if (day == 0 || byValue) {
            return day;
        }
        int after = i + (EnglishNumeral.tens(word(words, i + 1)) > 0 ? 3 : 2);
        String next = word(words, after);
        if (AFTER_ORDINAL.contains(next) || (!next.isEmpty() && words.get(after).hyphen())) {
            return 0;
        }
        if (!DOUBTFUL.contains(month)) {
            return day;
        }
        boolean usual = next.isEmpty()
                || AFTER_DAY.contains(next)
                || AFTER_YEAR.contains(next)
                || EnglishNumeral.isNumber(next);
        boolean due = i > 0 && BEFORE_DAY.contains(words.get(i - 1).lower()) && !next.endsWith("s");
        return usual || due ? day : 0;
    }

    private static Replacement replacement(List<Word> words, int from, int to, String figures) {
        return new Replacement(words.get(from).start(), words.get(to - 1).end(), figures);
    }

    /** Returns the end of the run of number words that begins at {@code i}. */
    private static int runEnd(List<Word> words, int i) {
        if (!EnglishNumeral.isNumber(words.get(i).lower())) {
            return i;
        }
        int end = i + 1;
        while (end < words.size() && words.get(end).joined()) {
            String next = words.get(end).lower();
            String after = word(words, end + 1);
            boolean and = next.equals("and")
                    && EnglishNumeral.isScale(words.get(end - 1).lower())
                    && EnglishNumeral.isNumber(after)
                    && !EnglishNumeral.isScale(after);
            boolean point = next.equals("point") && EnglishNumeral.digit(after) >= 0;
            boolean oh = next.equals("oh") && (EnglishNumeral.digit(after) >= 0 || isDigit(words.get(end - 1)));
            if (!and && !point && !oh && !EnglishNumeral.isNumber(next)) {
                break;
            }
            end++;
        }
        return end;
    }

    /**
     * Returns the run [from, to) in figures, with a percent or currency word after it; null if it is not to be changed.
     */
    private Replacement figures(String text, List<Word> words, int from, int to) {
        List<String> run = words.subList(from, to).stream().map(Word::lower).toList();
        String before = from > 0 ? words.get(from - 1).lower() : "";
        boolean joinedBefore = words.get(from).joined();
        if (isPart(words, from, to)) {
            return null;
        }
        if (run.size() >= 5 && run.stream().allMatch(word -> EnglishNumeral.digit(word) >= 0)) {
            return replacement(words, from, to, digits(run, ""));
        }
        String unit = word(words, to);
        boolean perCent = unit.equals("per") && word(words, to + 1).equals("cent");
        boolean yearDue = !perCent
                && !COUNTED.contains(unit)
                && (byValue || (joinedBefore && BEFORE_YEAR.contains(before)) || endsDate(text, words, from, to));
        int spoken = EnglishNumeral.year(run);
        if (yearDue && (spoken >= FIRST_YEAR || (spoken > 0 && run.contains("hundred")))) {
            return replacement(words, from, to, String.valueOf(spoken));
        }
        String number = number(run);
        if (byValue && number.isEmpty() && run.stream().allMatch(word -> EnglishNumeral.digit(word) >= 0)) {
            return replacement(words, from, to, digits(run, " "));
        }
        if (number.isEmpty() || (!byValue && joinedBefore && isRange(words, from, before))) {
            return null;
        }
        if (unit.equals("percent") || perCent) {
            return replacement(words, from, to + (perCent ? 2 : 1), number + "%");
        }
        if (unit.equals("dollars") || unit.equals("euros")) {
            return replacement(words, from, to + 1, (unit.equals("dollars") ? "$" : "\u20ac") + number);
        }
        OptionalLong value = EnglishNumeral.value(run);
        if (value.isEmpty()
                || (!byValue
                        && (value.getAsLong() < 10
                                || beginsSentence(text, words.get(from).start())))) {
            return null;
        }
        boolean year = yearDue && value.getAsLong() >= 1100 && value.getAsLong() <= 2100;
        return replacement(words, from, to, year ? String.valueOf(value.getAsLong()) : number);
    }

    private static String digits(List<String> run, String separator) {
        return run.stream()
                .map(word -> String.valueOf(EnglishNumeral.digit(word)))
                .collect(Collectors.joining(separator));
    }

    /**
     * Returns whether the number [from, to) is the year of the date before it: May two thousand ten; May first, two
     * thousand ten. A round number before a noun is a quantity: "On May first, two thousand people came". "May first,
     * eleven thirty" is a time. After a month, "nineteen ninety nine" can begin with a day; so it is a year only in "in May
     * nineteen ninety nine".
     */
    private static boolean endsDate(String text, List<Word> words, int from, int to) {
        int start = words.get(from).start();
        Matcher date = DATE.matcher(text.substring(Math.max(0, start - MAX_DATE), start));
        String next = word(words, to);
        boolean round = EnglishNumeral.isScale(words.get(to - 1).lower());
        if (!date.find() || (round && !next.isEmpty() && !AFTER_YEAR.contains(next))) {
            return false;
        }
        List<String> run = words.subList(from, to).stream().map(Word::lower).toList();
        boolean whole = EnglishNumeral.value(run).isPresent();
        if (date.group("first") != null) {
            return (whole || EnglishNumeral.year(run) >= 1700)
                    && isDay(lower(date.group("first")), lower(date.group("second")));
        }
        String before = lower(date.group("before"));
        if (date.group("comma") != null) {
            return before.equals("of"); // "the first of May, two thousand ten"; but "In May, two thousand ..."
        }
        return whole || BEFORE_YEAR.contains(before);
    }

    private static String lower(String group) {
        return group == null ? "" : group.toLowerCase(Locale.ROOT);
    }

    private static boolean isDay(String first, String second) {
        OptionalLong number = EnglishNumeral.belowHundred(second.isEmpty() ? List.of(first) : List.of(first, second));
        boolean cardinal = number.isPresent() && number.getAsLong() > 0 && number.getAsLong() <= 31;
        return cardinal || Character.isDigit(first.charAt(0)) || EnglishNumeral.day(first, second) > 0;
    }

    /**
     * Returns whether the number is only part of an expression, such as "point five", "twenty-first" or "nineteen
     * nineties".
     */
    private static boolean isPart(List<Word> words, int from, int to) {
        String last = words.get(to - 1).lower();
        String next = word(words, to);
        boolean and = next.equals("and") && EnglishNumeral.isScale(last);
        boolean decimal =
                words.get(from).joined() && words.get(from - 1).lower().equals("point");
        return decimal || EnglishNumeral.endsIn(last, and ? word(words, to + 1) : next);
    }

    /** Returns whether the number is the end of "one or two hundred". */
    private static boolean isRange(List<Word> words, int from, String before) {
        return Set.of("or", "to", "a", "at").contains(before)
                && (before.length() == 1 || before.equals("at") || (from > 1 && isDigit(words.get(from - 2))));
    }

    private static boolean isDigit(Word word) {
        return EnglishNumeral.digit(word.lower()) >= 0;
    }

    private static boolean beginsSentence(String text, int start) {
        String before = text.substring(0, start).stripTrailing();
        return before.isEmpty() || ".!?\u2026\"\u201c".indexOf(before.charAt(before.length() - 1)) >= 0;
    }

    /** Returns the number in figures, or "" if the words form no number. */
    private static String number(List<String> run) {
        int point = run.indexOf("point");
        String scale = run.get(run.size() - 1);
        boolean large = LARGE.contains(scale) && LARGE.stream().noneMatch(run.subList(0, run.size() - 1)::contains);
        List<String> mantissa = large ? run.subList(0, run.size() - 1) : run;
        if (point < 0) {
            OptionalLong value = EnglishNumeral.value(mantissa);
            return value.isEmpty() || (large && value.getAsLong() == 0)
                    ? ""
                    : String.format(Locale.ROOT, "%,d", value.getAsLong()) + (large ? " " + scale : "");
        }
        OptionalLong whole = EnglishNumeral.value(mantissa.subList(0, point));
        List<String> decimals = mantissa.subList(point + 1, mantissa.size());
        if (whole.isEmpty()
                || decimals.isEmpty()
                || decimals.stream().anyMatch(word -> EnglishNumeral.digit(word) < 0)) {
            return "";
        }
        StringBuilder figures = new StringBuilder(whole.getAsLong() + ".");
        decimals.forEach(word -> figures.append(EnglishNumeral.digit(word)));
        return figures + (large ? " " + scale : "");
    }
}
