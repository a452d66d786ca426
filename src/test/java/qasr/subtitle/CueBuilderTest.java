package qasr.subtitle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;
import qasr.transcript.Utterance;

final class CueBuilderTest {
    private static final CueRules RULES = CueRules.DEFAULT;
    private static final String LATIN =
            "the of a meeting is about 2,026 budget, extraordinarily long-winded? it's Mr. fine. (so) « là »";
    private static final String CHINESE = "今天下午的会议，我们主要讨论三个问题。第一个是预算（12万元）！「好的」iPhone和ASR……";

    private static final java.util.Set<Integer> ATTACHED = java.util.Set.of(0x200d, 0x3099);
    private final CueBuilder layout = new CueBuilder(RULES, List.of());

    @Test
    void cuesAreInOrderDisjointAndNotEmpty() {
        Property.forAll(150, random -> {
            long last = 0;
            for (Cue cue : layout.cues(randomUtterances(random), Duration.ofHours(2))) {
                assertTrue(cue.start() >= last, cue + " begins before " + last);
                assertTrue(cue.end() > cue.start(), cue.toString());
                assertFalse(cue.lines().isEmpty() || cue.texts().stream().anyMatch(String::isBlank), cue.toString());
                last = cue.end();
            }
        });
    }

    @Test
    void everyWordIsKeptInItsPlace() {
        Property.forAll(150, random -> {
            List<Utterance> utterances = randomUtterances(random);
            String said = utterances.stream().map(Utterance::text).collect(Collectors.joining());
            String shown = layout.cues(utterances, Duration.ofHours(2)).stream()
                    .flatMap(cue -> cue.texts().stream())
                    .collect(Collectors.joining());
            assertEquals(said.replaceAll("(?U)\\s", ""), shown.replaceAll("(?U)\\s", ""));
        });
    }

    @Test
    void noLineIsWiderThanItMayBeAndNoCueStaysTooLong() {
        Property.forAll(150, random -> {
            for (Cue cue : layout.cues(randomUtterances(random), Duration.ofHours(2))) {
                boolean single = cue.texts()
                        .equals(List.of(
                                Atom.split(cue.text(), List.of(), 42).get(0).text()));
                assertTrue(single || cue.end() - cue.start() <= RULES.maxMillis(), cue.toString());
                assertTrue(cue.lines().size() <= 2, cue.toString());
                for (String line : cue.texts()) {
                    assertTrue(Cells.of(line) <= 42, line);
                }
            }
        });
    }

    @Test
    void linesNeverBeginWithClosingMarksNorEndWithOpeningOnes() {
        Property.forAll(150, random -> {
            for (Cue cue : layout.cues(randomUtterances(random), Duration.ofHours(2))) {
                for (String line : cue.texts()) {
                    assertFalse(Script.isNotFirst(line.codePointAt(0)), line);
                    assertFalse(Script.isNotLast(line.codePointBefore(line.length())), line);
                }
            }
        });
    }

    @Test
    void wordsAndNumbersAreNotSplit() {
        Property.forAll(200, random -> {
            String text = text(random, LATIN.split(" ", -1), " ", 60);
            List<String> words = layout.cues(List.of(utterance(0, 30_000, text)), Duration.ofSeconds(30)).stream()
                    .flatMap(cue -> cue.texts().stream())
                    .flatMap(line -> List.of(line.split(" ", -1)).stream())
                    .toList();
            assertEquals(List.of(text.split(" ", -1)), words);
        });
    }

    @Test
    void speechAtAnOrdinaryPaceIsShownLongEnough() {
        Property.forAll(200, random -> {
            // 15 characters a second, with a pause after every utterance.
            List<Utterance> utterances = new ArrayList<>();
            long start = 0;
            for (int i = 0; i < 10; i++) {
                String text = text(random, LATIN.split(" ", -1), " ", 1 + random.nextInt(60));
                long end = start + text.length() * 1000L / 15 + 1;
                utterances.add(utterance(start, end, text));
                start = end + 1000;
            }
            for (Cue cue : layout.cues(utterances, Duration.ofHours(1))) {
                assertTrue(cue.end() - cue.start() >= RULES.minMillis(), cue.toString());
            }
        });
    }

    @Test
    void cuesInsideAnUtteranceAreSetApart() {
        String text =
                "You have reached the voice mail of extension four five six. Please leave a message after the tone, "
                        + "and we will call you back as soon as we can.";
        List<Cue> cues = layout.cues(List.of(utterance(1000, 10_000, text)), Duration.ofSeconds(12));
        assertEquals(2, cues.size(), cues.toString());
        assertEquals(1000, cues.get(0).start());
        assertEquals(RULES.gapMillis(), cues.get(1).start() - cues.get(0).end());
        assertEquals(10_000, cues.get(1).end());
    }

    @Test
    void aCueStaysToBeReadButNotPastTheRecordingsEnd() {
        List<Utterance> utterances = List.of(utterance(1000, 1200, "Yes."), utterance(3000, 3200, "No."));
        List<Cue> cues = layout.cues(utterances, Duration.ofMillis(3500));
        assertEquals(1833, cues.get(0).end());
        assertEquals(3500, cues.get(1).end());
    }

    @Test
    void utterancesThatOverlapAreStillShownOneAfterTheOther() {
        List<Utterance> utterances = List.of(utterance(0, 5000, "One."), utterance(0, 4000, "Two."));
        List<Cue> cues = layout.cues(utterances, Duration.ofSeconds(5));
        assertEquals(List.of("One. Two."), cues.stream().map(Cue::text).toList());
    }

    @Test
    void aMarkBelongsToTheCharacterBeforeIt() {
        String family = "字\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67か\u3099".repeat(40);
        List<Cue> cues = layout.cues(List.of(utterance(0, 60_000, family)), Duration.ofMinutes(1));
        assertEquals(family, cues.stream().flatMap(cue -> cue.texts().stream()).collect(Collectors.joining()));
        assertTrue(cues.size() > 1, cues.toString());
        for (Cue cue : cues) {
            for (String line : cue.texts()) {
                assertFalse(ATTACHED.contains(line.codePointAt(0)), line);
                assertFalse(line.endsWith("\u200d"), line);
            }
        }
    }

    private static List<Utterance> randomUtterances(Random random) {
        List<Utterance> utterances = new ArrayList<>();
        long start = 0;
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            start += random.nextInt(3) * (long) random.nextInt(2000);
            long end = start + random.nextInt(4) * (long) random.nextInt(10_000);
            String text = random.nextBoolean()
                    ? text(random, LATIN.split(" ", -1), " ", random.nextInt(60))
                    : text(random, CHINESE.split("(?<=[，。！…])", -1), "", random.nextInt(20));
            utterances.add(utterance(start, end, text));
            start = end;
        }
        return utterances;
    }

    private static String text(Random random, String[] words, String between, int count) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String word = words[random.nextInt(words.length)];
            // Brackets only where something is inside them: kinsoku has no answer to "( (".
            chosen.add(word.length() == 1 && !Character.isLetterOrDigit(word.charAt(0)) ? "so" : word);
        }
        return String.join(between, chosen);
    }

    private static Utterance utterance(long start, long end, String text) {
        return new Utterance(Duration.ofMillis(start), Duration.ofMillis(end), "", text, -0.1, -1, true);
    }
}
