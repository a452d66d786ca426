package qasr.subtitle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;
import qasr.transcript.Place;
import qasr.transcript.Utterance;
import qasr.transcript.Word;

/** Statements about the subtitles of all transcripts, with word times that were measured. */
final class CuePropertyTest {
    private static final Set<Violation.Rule> NEVER = EnumSet.of(
            Violation.Rule.ORDER,
            Violation.Rule.OVERLAP,
            Violation.Rule.EMPTY,
            Violation.Rule.SYNC,
            Violation.Rule.LINES,
            Violation.Rule.SPLIT);

    private static final List<SubtitleProfile> PROFILES = List.of(SubtitleProfile.values());

    private static List<Cue> cues(List<Utterance> utterances, CueRules rules) {
        return new CueBuilder(rules, List.of()).cues(utterances, Duration.ofHours(3));
    }

    private static CueRules rules(java.util.Random random) {
        return CueRules.of(PROFILES.get(random.nextInt(PROFILES.size())));
    }

    @Test
    void noCharacterIsLostOrMoved() {
        Property.forAll(300, random -> {
            List<Utterance> utterances = RandomSpeech.utterances(random, 6);
            String said = utterances.stream().map(Utterance::text).collect(Collectors.joining());
            List<Cue> cues = cues(utterances, rules(random));
            String shown = cues.stream().flatMap(cue -> cue.texts().stream()).collect(Collectors.joining());
            assertEquals(said.replaceAll("(?U)\\s", ""), shown.replaceAll("(?U)\\s", ""));
            for (Cue cue : cues) {
                for (Cue.Line line : cue.lines()) {
                    assertEquals(
                            line.text(),
                            line.words().stream().map(TimedWord::text).collect(Collectors.joining()));
                }
            }
        });
    }

    /** With any names, no word is lost, labelled lines keep their width, and no subtitle has two speakers. */
    @Test
    void namesTakeTheirPlace() {
        Property.forAll(200, random -> {
            List<String> names = List.of("S1", "张工", "A name that is wider than most lines of a subtitle are");
            List<Utterance> spoken = new ArrayList<>();
            for (Utterance utterance : RandomSpeech.utterances(random, 6)) {
                Place place = utterance.place();
                spoken.add(new Utterance(
                        new Place(place.span(), place.timing(), "", names.get(random.nextInt(names.size()))),
                        utterance.wording(),
                        utterance.confidence(),
                        utterance.outcome(),
                        utterance.words()));
            }
            CueRules rules = rules(random);
            List<Cue> cues = cues(spoken, rules);
            for (String name : names) {
                assertEquals(
                        bare(spoken.stream()
                                .filter(utterance -> utterance.place().speaker().equals(name))
                                .map(Utterance::text)
                                .collect(Collectors.joining())),
                        bare(cues.stream()
                                .filter(cue -> cue.label().name().equals(name))
                                .map(Cue::text)
                                .collect(Collectors.joining())));
            }
            for (Cue cue : cues) {
                int columns = rules.limit(ScriptCount.of(cue.text()).language(cue.language()))
                        .columns();
                assertTrue(cue.labelledTexts().size() <= rules.lines(), cue.toString());
                boolean beside = !cue.label().alone() && cue.labelledTexts().size() > 1;
                boolean single = cue.lines().get(0).words().size() <= 1;
                assertTrue(
                        !beside || single || Cells.of(cue.labelledTexts().get(0)) <= columns,
                        cue.labelledTexts() + " in " + columns);
            }
        });
    }

    @Test
    void timesRiseAndNoCueEndsBeforeItsLastWord() {
        Property.forAll(300, random -> {
            List<Utterance> utterances = RandomSpeech.utterances(random, 6);
            List<Word> words = utterances.stream()
                    .flatMap(utterance -> utterance.words().stream())
                    .filter(word -> !word.text().isBlank())
                    .toList();
            long last = 0;
            int next = 0;
            int shown = 0; // letters of the next word that are in an earlier subtitle
            for (Cue cue : cues(utterances, rules(random))) {
                assertTrue(cue.start() >= last && cue.end() > cue.start(), cue.toString());
                last = cue.end();
                int letters = shown + bare(cue.text()).length();
                while (next < words.size()
                        && letters >= bare(words.get(next).text()).length()) {
                    Word word = words.get(next);
                    assertTrue(cue.end() >= word.span().end().toMillis(), cue + " cuts off " + word);
                    letters -= bare(word.text()).length();
                    next++;
                }
                shown = letters;
            }
            assertEquals(words.size(), next, "words that a subtitle shows to their end");
        });
    }

    private static String bare(String text) {
        return text.replaceAll("(?U)\\s", "");
    }

    @Test
    void whatCannotBeKeptIsOnlyWhatNobodyCouldKeep() {
        Property.forAll(300, random -> {
            CueRules rules = rules(random);
            List<Cue> cues = cues(RandomSpeech.utterances(random, 6), rules);
            for (Violation violation : CueCheck.violations(cues, rules, List.of())) {
                assertTrue(!NEVER.contains(violation.rule()), violation.text() + " in " + cues);
                Cue cue = cues.get(violation.cue() - 1);
                if (violation.rule() == Violation.Rule.MAX_DURATION) {
                    int columns = 42;
                    assertEquals(1, Atom.split(cue.text(), List.of(), columns).size(), violation.text() + cue);
                }
                if (violation.rule() == Violation.Rule.MIN_DURATION) {
                    assertTrue(violation.cue() < cues.size(), violation.text());
                    long next = cues.get(violation.cue()).start();
                    assertTrue(next - cue.end() <= rules.gapMillis(), violation.text() + " has room before " + next);
                }
            }
        });
    }

    @Test
    void noGraphemeIsSplit() {
        Property.forAll(200, random -> {
            List<Utterance> utterances = RandomSpeech.utterances(random, 1);
            String said = bare(utterances.get(0).text());
            BreakIterator graphemes = BreakIterator.getCharacterInstance(ULocale.ROOT);
            graphemes.setText(said);
            int at = 0;
            for (Cue cue : cues(utterances, CueRules.DEFAULT)) {
                for (String line : cue.texts()) {
                    at += bare(line).length();
                    assertTrue(graphemes.isBoundary(at), line + " of " + said);
                }
            }
        });
    }

    @Test
    void aLongPauseInsideAnUtteranceEndsASubtitle() {
        Property.forAll(200, random -> {
            for (Cue cue : cues(RandomSpeech.utterances(random, 4), CueRules.DEFAULT)) {
                List<TimedWord> words = new ArrayList<>(cue.words());
                for (int i = 1; i < words.size(); i++) {
                    long pause = words.get(i).start() - words.get(i - 1).end();
                    String before = words.get(i - 1).text();
                    String both = before + words.get(i).text();
                    boolean joined = Atom.split(both, List.of(), 42, pause(before.length())).stream()
                            .noneMatch(atom -> atom.from() <= before.length()
                                    && atom.from()
                                            >= before.replaceAll("[\\s（「]+$", "")
                                                    .length());
                    assertTrue(pause < CueRules.PAUSE_MILLIS || joined, pause + " ms in " + cue);
                }
            }
        });
    }

    private static BitSet pause(int at) {
        BitSet pauses = new BitSet();
        pauses.set(at);
        return pauses;
    }
}
