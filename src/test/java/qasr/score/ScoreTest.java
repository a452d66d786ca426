package qasr.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.testing.Property;

final class ScoreTest {
    private static Score score(String reference, String hypothesis) {
        return Score.of(reference, hypothesis, new Normaliser(false));
    }

    /** Tests error rates against counts made by hand. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "The quick brown fox. | the quick brown fox | 4 0 0 0 | 16 0 0 0",
                "the quick brown fox | the quack fox jumps | 2 1 1 1 | 8 7 1 1",
                "今天天气很好。 | 今天天汽好吗？ | 4 1 1 1 | 4 1 1 1",
                "用Kube部署 | 用 kube 部属 | 3 1 0 0 | 6 1 0 0",
                "ＡＢＣ１２ don’t | abc12 don't | 2 0 0 0 | 10 0 0 0",
                "1,000.5 euros | 1000.5 Euro | 1 1 0 0 | 10 0 1 0",
                "`` | more | 0 0 0 1 | 0 0 0 4",
                "a b c | `` | 0 0 3 0 | 0 0 3 0",
                "a b | b a | 1 0 1 1 | 1 0 1 1",
            })
    void errorsAreThoseCountedByHand(String reference, String hypothesis, String words, String characters) {
        Score score = score(reference, hypothesis);
        assertEquals(words, text(score.words()));
        assertEquals(characters, text(score.characters()));
    }

    private static String text(Errors errors) {
        return errors.hits() + " " + errors.substitutions() + " " + errors.deletions() + " " + errors.insertions();
    }

    @Test
    void ratesAreErrorsOverTheReference() {
        assertEquals(
                0.75,
                score("the quick brown fox", "the quack fox jumps").words().rate());
        assertTrue(Double.isNaN(score("", "x").words().rate()));
        assertEquals(3, score("a", "b c d").words().rate());
    }

    @Test
    void numbersCanBeComparedByValue() {
        assertEquals(
                0, Score.of("一共三百二十五个", "一共325个", new Normaliser(true)).words().total());
        assertTrue(score("一共三百二十五个", "一共325个").words().total() > 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "我们三点二十五见面 | 我们3点25见面",
                "三点二十五到了 | 3点25，到了",
                "三点二十五，到了 | 三点二十五到了",
                "有三点十五分的，第五十二条，十二点开始 | 有3点15分的，第52条，12点开始",
                "三十六计，两点三十几分 | 36计，2点30几分",
                "一点十分重要，三点一四，零点五米 | 一点十分重要，3.14，0.5米",
                "March fifth works | March 5 works",
                "Twenty people came. Up to twenty, or twenty | 20 people came. Up to 20, or 20",
                "Nineteen ninety nine was from one to twenty | 1999 was from one to 20",
                "May two thousand ten people come | May 2,010 people come",
                "the twenty-first, by eleven thirty | the twenty-first, by eleven thirty",
                "he paid twenty five dollars | he paid 25 dollars",
                "five percent, 5 per cent | 5 percent, 5%",
                "two cats, one two three | 2 cats, 1 2 3",
                "chapter five | chapter 5",
                "three million | 3,000,000",
                "ten billion five hundred million dollars | $10.5 billion",
                "it cost \u20ac3.5 million | it cost 3,500,000 euros",
                "我有三只猫 | 我有3只猫",
                "二十五，三十号来 | 25 30号来",
                "总共，三百万人 | 总共，3000000人",
                "三百万人 | 3000000人",
                "一亿两千万人，百分之五 | 1.2亿人，5％",
                "三万五千元，3万5 | 3万5千元，3万5",
            })
    void numbersAreEqualInAnyContext(String reference, String hypothesis) {
        Score score = Score.of(reference, hypothesis, new Normaliser(true));
        assertEquals(0, score.words().total(), score.toString());
    }

    /** Compares the alignment with the textbook recursion over the whole table. */
    @Test
    void theAlignmentIsOptimal() {
        Property.forAll(300, random -> {
            List<String> a = units(random, random.nextInt(40));
            List<String> b = random.nextInt(4) == 0 ? units(random, random.nextInt(40)) : damaged(random, a);
            check(a, b);
        });
    }

    @Test
    void longTextsAreAlignedByHalves() {
        Random random = new Random(5);
        List<String> a = units(random, 900);
        check(a, damaged(random, a));
        check(a, units(random, 700));
        check(a.subList(0, 300), a);
        check(a, List.of("x"));
    }

    /** Few errors in long texts are found near the diagonal: the whole table of this text takes half a minute. */
    @Test
    void longTextsWithFewErrorsTakeSeconds() {
        Random random = new Random(5);
        StringBuilder said = new StringBuilder();
        StringBuilder heard = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            said.appendCodePoint(0x4e00 + random.nextInt(3000));
            if (i % 400 != 0) {
                heard.appendCodePoint(said.codePointAt(i));
            }
        }
        assertTimeoutPreemptively(Duration.ofSeconds(15), () -> {
            Score score = score(said.toString(), heard.toString());
            assertEquals("59850 0 150 0", text(score.words()));
            List<Alignment.Pair> pairs = score.alignment();
            assertEquals(60_000, pairs.size());
            assertEquals(150, pairs.stream().filter(pair -> !pair.isHit()).count());
        });
    }

    /** Compares the alignment in which a unit is minor with the textbook recursion, in which it is an error of less weight. */
    @Test
    void minorUnitsAreWrongRatherThanOthers() {
        Property.forAll(300, random -> {
            List<String> a = units(random, random.nextInt(40));
            checkMinor(a, random.nextInt(4) == 0 ? units(random, random.nextInt(40)) : damaged(random, a));
        });
        Random random = new Random(5);
        List<String> a = units(random, 700);
        checkMinor(a, damaged(random, a));
        assertEquals(
                List.of(new Alignment.Pair("a", ""), new Alignment.Pair("b", "b"), new Alignment.Pair("", "a")),
                new Alignment(List.of("a", "b"), List.of("b", "a"), "a").pairs());
        assertEquals(
                List.of(new Alignment.Pair("", "b"), new Alignment.Pair("a", "a"), new Alignment.Pair("b", "")),
                new Alignment(List.of("a", "b"), List.of("b", "a"), "b").pairs());
    }

    private static void checkMinor(List<String> a, List<String> b) {
        List<Alignment.Pair> pairs = new Alignment(a, b, "a").pairs();
        int errors = 0;
        int weight = 0;
        for (Alignment.Pair pair : pairs) {
            boolean changed = !pair.reference().isEmpty() && !pair.hypothesis().isEmpty();
            boolean minor = pair.reference().equals("a") || pair.hypothesis().equals("a");
            if (!pair.isHit()) {
                assertTrue(!changed || !minor, pair.toString());
                errors++;
                weight += changed ? 1 : minor ? -1 : 0;
            }
        }
        int[] expected = textbook(a, b, "a");
        assertEquals(expected[0] + " " + expected[1], errors + " " + weight);
    }

    private static void check(List<String> a, List<String> b) {
        Alignment alignment = new Alignment(a, b);
        Errors errors = alignment.errors();
        int[] expected = textbook(a, b, "");
        assertEquals(expected[0], errors.total());
        assertEquals(expected[1], errors.substitutions());
        assertEquals(a.size(), errors.reference());
        List<Alignment.Pair> pairs = alignment.pairs();
        assertEquals(
                a,
                pairs.stream()
                        .map(Alignment.Pair::reference)
                        .filter(unit -> !unit.isEmpty())
                        .toList());
        assertEquals(
                b,
                pairs.stream()
                        .map(Alignment.Pair::hypothesis)
                        .filter(unit -> !unit.isEmpty())
                        .toList());
        assertEquals(errors.hits(), pairs.stream().filter(Alignment.Pair::isHit).count());
        assertEquals(
                errors.total(), pairs.stream().filter(pair -> !pair.isHit()).count());
    }

    /** Returns the lowest number of errors and, for it, the lowest number of substitutions less errors of {@code minor}. */
    private static int[] textbook(List<String> a, List<String> b, String minor) {
        int[][][] best = new int[a.size() + 1][b.size() + 1][];
        for (int i = 0; i <= a.size(); i++) {
            for (int j = 0; j <= b.size(); j++) {
                int[] least = i == 0 && j == 0 ? new int[] {0, 0} : new int[] {Integer.MAX_VALUE, 0};
                if (i > 0) {
                    least = min(least, best[i - 1][j], 1, a.get(i - 1).equals(minor) ? -1 : 0);
                }
                if (j > 0) {
                    least = min(least, best[i][j - 1], 1, b.get(j - 1).equals(minor) ? -1 : 0);
                }
                if (i > 0 && j > 0 && a.get(i - 1).equals(minor) == b.get(j - 1).equals(minor)) {
                    int wrong = a.get(i - 1).equals(b.get(j - 1)) ? 0 : 1;
                    least = min(least, best[i - 1][j - 1], wrong, wrong);
                }
                best[i][j] = least;
            }
        }
        return best[a.size()][b.size()];
    }

    private static int[] min(int[] least, int[] from, int errors, int substitutions) {
        int[] other = {from[0] + errors, from[1] + substitutions};
        boolean better = other[0] < least[0] || (other[0] == least[0] && other[1] < least[1]);
        return better ? other : least;
    }

    private static List<String> units(Random random, int count) {
        List<String> units = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            units.add(String.valueOf((char) ('a' + random.nextInt(6))));
        }
        return units;
    }

    private static List<String> damaged(Random random, List<String> units) {
        List<String> damaged = new ArrayList<>();
        for (String unit : units) {
            switch (random.nextInt(10)) {
                case 0 -> damaged.add("x");
                case 1 -> {}
                case 2 -> damaged.addAll(List.of(unit, "y"));
                default -> damaged.add(unit);
            }
        }
        return damaged;
    }
}
