package qasr.correct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;
import qasr.transcript.TimeSpan;

final class TextAnchorsTest {
    /** Chunks whose lengths are not known. */
    private static List<TextAnchors.Chunk> untimed(List<String> heard) {
        return heard.stream().map(text -> new TextAnchors.Chunk(text, 0)).toList();
    }

    private static String chunks(List<String> heard, String... lines) {
        return TextAnchors.of(untimed(heard), List.of(lines)).stream()
                .map(word -> lines[word.line()].substring(word.start(), word.end())
                        + word.chunk()
                        + (word.suspect() ? "?" : ""))
                .collect(Collectors.joining(" "));
    }

    @Test
    void eachWordGoesToTheChunkInWhichItWasHeard() {
        assertEquals(
                "Good,0 morning0 all.0 We1 begin1 at1 nine.1",
                chunks(List.of("good morning al", "we begun at nine"), "Good, morning all. We begin", "at nine."));
        assertEquals("你0 好0 ，0 世1 界1", chunks(List.of("你号", "世界"), "你好，世界"));
    }

    @Test
    void misheardWordsAtTheEndOfASentenceStayWithIt() {
        assertEquals(
                "Good0 morning0 all.0 We1 begin1 at1 nine.1 Please2 come2 early.2",
                chunks(
                        List.of("good morning all bean", "at nine", "please come"),
                        "Good morning all. We begin at nine.",
                        "Please come early."));
    }

    /** Of eight words in place of seven, one would go to the first chunk. */
    @Test
    void aSentenceOfWhichNothingWasHeardIsNotTornForAFewWords() {
        assertEquals(
                "Good0 morning0 all0 here.0 alpha1 beta1 gamma1 delta1 epsilon1 zeta1",
                chunks(
                                List.of("good morning all here bean dish", "uno dos tres cuatro"),
                                "Good morning all here.",
                                "alpha beta gamma delta epsilon zeta")
                        .replace("?", ""));
        assertEquals(
                "alpha0 beta0 gamma0 delta0 epsilon0 zeta0 Good1 morning1 all1 here.1",
                chunks(
                                List.of("uno dos tres cuatro", "bean dish good morning all here"),
                                "alpha beta gamma delta epsilon zeta",
                                "Good morning all here.")
                        .replace("?", ""));
    }

    /** Four words were not heard, but only two of them are in the other chunk. */
    @Test
    void aSentenceIsNotTornForAFewOfManyUnheardWords() {
        assertEquals(
                "Good0 morning0 all0 here.0 alpha1 beta1 gamma1 delta1 nobody1 can1 answer1",
                chunks(
                                List.of("good morning all here bean dish", "uno dos nobody can answer"),
                                "Good morning all here.",
                                "alpha beta gamma delta nobody can answer")
                        .replace("?", ""));
    }

    @Test
    void aSentenceThatNothingSoundsLikeIsSuspect() {
        assertEquals(
                "We0 begin0 at0 nine.0 The0? elephants0? were0? dancing.0? Please1 be1 early1 today.1",
                chunks(
                        List.of("We begin at nine.", "Please be early today."),
                        "We begin at nine. The elephants were dancing. Please be early today."));
    }

    @Test
    void anotherTextIsSuspectAsAWhole() {
        List<TextAnchors.Placed> placed = TextAnchors.of(
                untimed(List.of("the number you have dialed is not in service", "please check the number")),
                List.of("our meeting tomorrow begins at nine and nobody wants to miss the coffee"));
        assertTrue(placed.stream().allMatch(TextAnchors.Placed::suspect), placed.toString());
    }

    @Test
    void withoutAnythingHeardTheTextIsSharedAmongTheChunks() {
        assertEquals("one0? two0? three1? four1?", chunks(List.of("", ""), "one two three four"));
    }

    /** Thirty of a hundred words are misheard, some words are lost and some invented: hardly a word is in a wrong chunk. */
    @Test
    void manyMisheardWordsLeaveTheOthersWhereTheyWereSaid() {
        Property.forAll(20, random -> {
            List<String> vocabulary = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                vocabulary.add(word(random));
            }
            List<String> heard = new ArrayList<>();
            List<Integer> truth = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int chunk = 0; chunk < 30; chunk++) {
                StringBuilder said = new StringBuilder();
                for (int i = 10 + random.nextInt(60); i > 0; i--) {
                    String word = vocabulary.get((int) (400 * Math.pow(random.nextDouble(), 2)));
                    text.append(word).append(' ');
                    truth.add(chunk);
                    int luck = random.nextInt(100);
                    String ear = luck < 22 ? vocabulary.get(random.nextInt(400)) : luck < 27 ? "" : word;
                    said.append(ear).append(' ').append(luck >= 97 ? word(random) + " " : "");
                }
                heard.add(said.toString());
            }
            List<TextAnchors.Placed> placed = TextAnchors.of(untimed(heard), List.of(text.toString()));
            assertEquals(truth.size(), placed.size());
            int wrong = 0;
            int suspect = 0;
            int last = 0;
            for (int i = 0; i < placed.size(); i++) {
                assertTrue(placed.get(i).chunk() >= last);
                last = placed.get(i).chunk();
                wrong += placed.get(i).chunk() == truth.get(i) ? 0 : 1;
                suspect += placed.get(i).suspect() ? 1 : 0;
            }
            assertTrue(wrong <= truth.size() / 50, wrong + " of " + truth.size() + " in a wrong chunk");
            assertTrue(suspect <= truth.size() / 8, suspect + " of " + truth.size() + " suspect");
        });
    }

    /** Eight sentences said again and again in any order; a tenth of the chunks is misheard, a tenth not heard at all. */
    @Test
    void sentencesThatAreSaidAgainAndAgainStayWhereTheyWereSaid() {
        Property.forAll(10, random -> {
            List<String> sentences = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                StringBuilder sentence = new StringBuilder();
                for (int k = 4 + random.nextInt(12); k > 0; k--) {
                    sentence.append(word(random)).append(' ');
                }
                sentences.add(sentence.toString().strip());
            }
            List<String> lines = new ArrayList<>();
            List<TextAnchors.Chunk> heard = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                String said = sentences.get(random.nextInt(8));
                lines.add(said);
                int luck = random.nextInt(10);
                String ear = luck == 0 ? "" : luck == 1 ? said.replaceAll("[aeiou]", "y") : said;
                heard.add(new TextAnchors.Chunk(ear, said.split(" ", -1).length * (0.3 + 0.2 * random.nextDouble())));
            }
            int wrong = 0;
            int all = 0;
            for (TextAnchors.Placed word : TextAnchors.of(heard, lines)) {
                wrong += word.chunk() == word.line() ? 0 : 1;
                all++;
            }
            assertTrue(wrong <= all / 50, wrong + " of " + all + " words in a wrong chunk");
        });
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 2 + random.nextInt(7); i > 0; i--) {
            word.append("etaoinshrdlu".charAt(random.nextInt(12)));
        }
        return word.toString();
    }

    @Test
    void subtitlesKeepEverythingButTheirTimes() {
        List<String> rows = List.of(
                "\uFEFF1",
                "00:00:01,000 --> 00:00:02,000 X1:40",
                "{\\an8}<i>One</i> 00:00:07,000",
                "",
                "2",
                "00:00:03,000 --> 00:00:04,000",
                "Two",
                "");
        String srt = String.join("\r\n", rows);
        TimeSpan span = new TimeSpan(Duration.ofMillis(3_600_005), Duration.ofMillis(3_601_250));
        assertEquals(
                srt.replace("00:00:01,000 --> 00:00:02,000", "01:00:00,005 --> 01:00:01,250"),
                RetimedSubtitles.of(srt, Map.of(1, span)));
        String vtt = String.join(
                "\n", List.of("WEBVTT", "", "00:01.000 --> 00:02.000 align:start", "One <00:01.500>two", ""));
        assertEquals(
                vtt.replace("00:01.000 --> 00:02.000", "00:00.500 --> 00:02.250")
                        .replace("<00:01.500>", ""),
                RetimedSubtitles.of(vtt, Map.of(2, new TimeSpan(Duration.ofMillis(500), Duration.ofMillis(2250)))));
        assertFalse(RetimedSubtitles.of(vtt, Map.of()).contains("00:00.500"));
    }
}
