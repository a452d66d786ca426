package qasr.subtitle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;
import qasr.transcript.Confidence;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.transcript.Word;
import qasr.transcript.Wording;

/** Subtitles of people who speak at the same time. */
final class ExchangeTest {
    private static final List<SubtitleProfile> PROFILES = List.of(SubtitleProfile.values());
    private static final Duration HOUR = Duration.ofHours(1);

    private static List<Cue> cues(List<Utterance> utterances) {
        return new CueBuilder(CueRules.DEFAULT, List.of()).cues(utterances, HOUR);
    }

    /** Returns what a speaker says, with a word each {@code pace} milliseconds. */
    private static Utterance said(String speaker, long start, int pace, String text) {
        List<Word> words = new ArrayList<>();
        String[] parts = text.split("(?<= )", -1);
        for (int i = 0; i < parts.length; i++) {
            long from = start + (long) i * pace;
            words.add(new Word(parts[i], span(from, from + pace), OptionalDouble.empty(), false));
        }
        return new Utterance(
                new Place(span(start, start + (long) parts.length * pace), Place.Timing.ALIGNED, "", speaker),
                Wording.of("English", text),
                new Confidence(-0.1, -1, List.of()),
                Outcome.of(Utterance.Status.OK),
                words);
    }

    private static TimeSpan span(long start, long end) {
        return new TimeSpan(Duration.ofMillis(start), Duration.ofMillis(end));
    }

    private static List<String> shown(List<Cue> cues) {
        return cues.stream().map(cue -> String.join(" / ", cue.labelledTexts())).toList();
    }

    @Test
    void aShortAnswerIsShownBesideTheWordsItIsSaidWith() {
        List<Cue> cues = cues(List.of(
                said("Ada", 0, 500, "So the budget is fixed, and the plan is what we said in May."),
                said("Bob", 2000, 500, "Yes.")));
        List<Cue> all = cues.stream().filter(Cue::isShared).toList();
        assertEquals(1, all.size(), cues.toString());
        Cue shared = all.get(0);
        assertTrue(shared.start() <= 2000 && shared.end() >= 2500, shared.toString());
        assertTrue(
                shown(cues).stream().anyMatch(text -> text.endsWith(" / [Bob] Yes.")),
                shown(cues).toString());
        assertEquals(List.of(), late(cues));
    }

    @Test
    void dashesTellSpeakersWithoutNamesApart() {
        Utterance other = said("", 1000, 400, "No, wait.");
        Place right = new Place(other.place().span(), Place.Timing.ALIGNED, "2", "");
        List<Cue> cues = cues(List.of(
                said("", 0, 600, "That was the plan."),
                new Utterance(right, other.wording(), other.confidence(), other.outcome(), other.words())));
        assertEquals(List.of("- That was the plan. / - No, wait."), shown(cues));
    }

    @Test
    void oneSpeakerHasNoDash() {
        List<Cue> cues = cues(List.of(said("", 0, 400, "One two three."), said("", 1200, 400, "Four.")));
        assertEquals(List.of(), cues.stream().filter(Cue::isShared).toList());
    }

    private static List<Violation> late(List<Cue> cues) {
        return CueCheck.violations(cues, CueRules.DEFAULT, List.of()).stream()
                .filter(violation -> violation.rule() == Violation.Rule.SYNC)
                .toList();
    }

    private static List<Utterance> call(Random random, int speakers) {
        List<Utterance> all = new ArrayList<>();
        for (int speaker = 0; speaker < speakers; speaker++) {
            long clock = random.nextInt(3000);
            for (int i = 0; i < 6; i++) {
                String text = "word ".repeat(random.nextInt(12)) + "end" + i + ".";
                Utterance utterance = said("S" + speaker, clock, 150 + random.nextInt(300), text);
                all.add(utterance);
                clock = utterance.end().toMillis() + random.nextInt(4000);
            }
        }
        all.sort(Comparator.comparing(Utterance::start));
        return all;
    }

    @Test
    void noWordOfAnySpeakerIsLostAndTimesRise() {
        Property.forAll(200, random -> {
            List<Utterance> call = call(random, 1 + random.nextInt(4));
            SubtitleProfile profile = PROFILES.get(random.nextInt(PROFILES.size()));
            List<Cue> cues = new CueBuilder(CueRules.of(profile), List.of()).cues(call, HOUR);
            for (int speaker = 0; speaker < 4; speaker++) {
                String name = "S" + speaker;
                String said = call.stream()
                        .filter(utterance -> utterance.place().speaker().equals(name))
                        .map(Utterance::text)
                        .collect(Collectors.joining());
                String shown = cues.stream()
                        .flatMap(cue -> cue.lines().stream()
                                .filter(line -> line.speaker()
                                        .orElse(cue.label())
                                        .name()
                                        .equals(name))
                                .map(Cue.Line::text))
                        .collect(Collectors.joining());
                assertEquals(said.replace(" ", ""), shown.replace(" ", ""));
            }
            long last = 0;
            for (Cue cue : cues) {
                assertTrue(cue.start() >= last && cue.end() > cue.start(), cue.toString());
                assertTrue(cue.words().stream().allMatch(word -> word.end() <= cue.end()), cue.toString());
                last = cue.end();
            }
        });
    }

    /** Two speakers have a line each, so that hardly a word is late; the check reports each late one. */
    @Test
    void twoSpeakersAreInTime() {
        Property.forAll(100, random -> {
            List<Utterance> call = call(random, 2);
            List<Cue> cues = cues(call);
            long late = cues.stream()
                    .filter(cue ->
                            cue.words().stream().anyMatch(word -> word.start() < cue.start() - CueRules.SYNC_MILLIS))
                    .count();
            assertEquals(late, late(cues).size());
            assertTrue(late <= cues.size() / 10 + 1, late + " of " + cues.size() + " are late: " + shown(cues));
        });
    }

    @Test
    void aWordOutsideItsTimeIsReported() {
        Utterance twice = said("", 0, 2500, "One two.");
        List<Utterance> both = List.of(twice, said("", 0, 1000, "Three four five six."));
        List<CueBuilder.MovedWord> moved = new CueBuilder(CueRules.DEFAULT, List.of()).moved(both);
        assertEquals(
                List.of("Three", "four", "five", "six."),
                moved.stream().map(word -> word.word().text().strip()).toList());
        assertEquals(
                List.of("cue 1 at 00:00:00.000: sync: shows 'Three' 5000 ms after it is said"),
                CueCheck.late(cues(both), moved).stream().map(Violation::text).toList());
        assertEquals(
                Arrays.asList(5000L, 5000L, 5000L, 5000L),
                moved.stream().map(CueBuilder.MovedWord::shown).toList());
    }
}
