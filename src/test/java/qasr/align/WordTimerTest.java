package qasr.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.testing.EvenAligner;
import qasr.testing.Property;
import qasr.testing.ScriptedDetector;
import qasr.transcript.Confidence;
import qasr.transcript.Edit;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.ScoredToken;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;
import qasr.transcript.Word;
import qasr.transcript.Wording;

final class WordTimerTest {
    private static final int SECOND = 16_000;

    private static Utterance said(String text, int startMillis, int endMillis) {
        return said("English", text, startMillis, endMillis);
    }

    private static Utterance said(String language, String text, int startMillis, int endMillis) {
        return new Utterance(
                Duration.ofMillis(startMillis),
                Duration.ofMillis(endMillis),
                language,
                text,
                -0.1,
                -0.5,
                Utterance.Status.OK);
    }

    /** Speech everywhere but in the given second, if any. */
    private static ScriptedDetector detector(int seconds, int silentSecond) {
        float[] script = new float[(seconds * SECOND + 511) / 512];
        Arrays.fill(script, 0.9f);
        if (silentSecond >= 0) {
            Arrays.fill(script, silentSecond * SECOND / 512, (silentSecond + 1) * SECOND / 512, 0.01f);
        }
        return new ScriptedDetector(script);
    }

    private static float[] sound(int seconds) {
        float[] samples = new float[seconds * SECOND];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.3 * Math.sin(i * 0.2));
        }
        return samples;
    }

    private static WordTimer.Timed time(UnitAligner aligner, Utterance utterance, int seconds, long offset) {
        return new WordTimer(Optional.of(aligner), detector(seconds, -1), 0.35f)
                .time(utterance, sound(seconds), offset);
    }

    @Test
    void alignedWordsHaveTheirPunctuationAndTheRecordingsTime() {
        WordTimer.Timed timed = time(new EvenAligner(), said("Well, hello there.", 10_000, 13_000), 3, 10 * SECOND);
        assertEquals(Place.Timing.ALIGNED, timed.utterance().place().timing());
        assertEquals(
                List.of("Well, ", "hello ", "there."),
                timed.utterance().words().stream().map(Word::text).toList());
        assertEquals(
                List.of("0:00:10.0-0:00:11.0", "0:00:11.0-0:00:12.0", "0:00:12.0-0:00:13.0"),
                timed.utterance().words().stream()
                        .map(word -> word.span().text())
                        .toList());
        assertTrue(timed.utterance().words().stream().noneMatch(Word::adjusted));
        assertEquals(List.of(), timed.warnings());
    }

    @Test
    void wordsNeverLeaveTheirUtterance() {
        WordTimer.Timed timed = time(new EvenAligner(), said("one two three four", 500, 2500), 3, 0);
        List<Word> words = timed.utterance().words();
        assertEquals(Duration.ofMillis(500), words.get(0).span().start());
        assertEquals(Duration.ofMillis(2500), words.get(3).span().end());
    }

    @Test
    void anUnknownLanguageAMissingAlignerAndALongChunkHaveEstimatedTimes() {
        WordTimer.Timed other = time(new EvenAligner(), said("Finnish", "yksi kaksi", 0, 2000), 2, 0);
        assertEquals(Place.Timing.APPROX, other.utterance().place().timing());
        assertEquals(Optional.of(WordTimer.Reason.LANGUAGE), other.reason());
        assertEquals(2, other.utterance().words().size());
        WordTimer none = new WordTimer(Optional.empty(), detector(2, -1), 0.35f);
        assertEquals(
                Optional.of(WordTimer.Reason.NO_ALIGNER),
                none.time(said("one two", 0, 2000), sound(2), 0).reason());
        WordTimer.Timed lengthy = time(new EvenAligner(), said("one two", 0, 31_000), 31, 0);
        assertEquals(Optional.of(WordTimer.Reason.TOO_LONG), lengthy.reason());
    }

    /** A dictionary's words, each with the blanks after it: these scripts have blanks between phrases only. */
    @ParameterizedTest
    @CsvSource({
        "Thai, สวัสดี|ครับ |วัน|นี้|อากาศ|ดี",
        "Lao, ສະບາຍດີ|ທ່ານ",
        "Khmer, សួស្តី|អ្នក",
        "Burmese, မင်္ဂလာ|ပါ",
        "Tibetan, བཀྲ་|ཤིས་|བདེ་|ལེགས།",
        "English, state-of-the-art |iPhone-15",
        "'', これ|は|ペン|です"
    })
    void estimatedWordsOfScriptsWithoutBlanksAreADictionarys(String language, String expected) {
        String text = expected.replace("|", "");
        List<Word> words = time(
                        new EvenAligner(), said(language.equals("English") ? "Finnish" : language, text, 0, 3000), 3, 0)
                .utterance()
                .words();
        assertEquals(expected, words.stream().map(Word::text).collect(Collectors.joining("|")));
        assertTrue(words.stream().noneMatch(word -> word.span().length().isZero()));
    }

    @Test
    void wordsOnSilenceMakeTheTimesOfTheChunkEstimatesAndAWarning() {
        WordTimer timer = new WordTimer(Optional.of(new EvenAligner()), detector(4, 1), 0.35f);
        WordTimer.Timed timed = timer.time(said("one two three four", 0, 4000), sound(4), 0);
        assertEquals(Place.Timing.APPROX, timed.utterance().place().timing());
        assertEquals(List.of("unaligned"), timed.utterance().outcome().flags());
        assertEquals(Warning.Kind.UNALIGNED, timed.warnings().get(0).kind());
        for (Word word : timed.utterance().words()) {
            boolean outside =
                    word.span().end().toMillis() <= 1000 || word.span().start().toMillis() >= 1990;
            assertTrue(outside, word.toString());
        }
    }

    private static BitSet set(int from, int to) {
        BitSet set = new BitSet();
        set.set(from, to);
        return set;
    }

    @Test
    void aTextThatTheAlignerDoubtsIsFlaggedAndNotTimedAsIfItWereSaid() {
        EvenAligner doubting = new EvenAligner(times -> times, units -> Optional.of(set(0, units)));
        WordTimer.Timed timed = time(doubting, said("something else entirely", 0, 3000), 3, 0);
        assertEquals(Place.Timing.APPROX, timed.utterance().place().timing());
        assertEquals(List.of("not_said"), timed.utterance().outcome().flags());
        assertEquals(Warning.Kind.NOT_SAID, timed.warnings().get(0).kind());
        assertEquals(3, timed.unsaid().cardinality());
    }

    @Test
    void anExtraSentenceIsFlaggedAndTheWordsAroundItKeepTheirTimes() {
        EvenAligner doubting = new EvenAligner(
                times -> new int[] {
                    0, 1500, 1500, 3000, 3000, 4500, 4500, 4500, 4500, 4500, 4500, 4500, 4500, 6000, 6000, 7500, 7500,
                    9000
                },
                units -> Optional.of(set(3, 6)));
        Utterance utterance = said("we did say never any of this that is", 0, 9000);
        WordTimer.Timed timed = time(doubting, utterance, 9, 0);
        assertEquals("{3, 4, 5}", timed.unsaid().toString());
        assertEquals(Place.Timing.APPROX, timed.utterance().place().timing());
        assertEquals(
                Optional.of(new TimeSpan(Duration.ofMillis(4500), Duration.ofMillis(4500))),
                timed.warnings().get(0).span());
        assertEquals(
                "000111000",
                timed.utterance().words().stream()
                        .map(word -> word.adjusted() ? "1" : "0")
                        .collect(Collectors.joining()));
    }

    @Test
    void wordsFasterThanAnybodySpeaksWereNotSaid() {
        EvenAligner squeezing = new EvenAligner(times -> {
            for (int i = 8; times.length == 24 && i < 16; i++) {
                times[i] = times[7] + 10;
            }
            return times;
        });
        String text = "we certainly remember saying to be or not because everything matters today";
        WordTimer.Timed timed = time(squeezing, said(text, 0, 12_000), 12, 0);
        assertEquals("{4, 5, 6, 7}", timed.unsaid().toString());
        assertEquals(Warning.Kind.NOT_SAID, timed.warnings().get(0).kind());
    }

    /** With any times of the aligner: no character is lost or moved, times never fall and stay in the utterance. */
    @Test
    void anyTimesGiveWordsInOrderWithinTheUtterance() {
        List<String> pieces =
                List.of("a", "don't", "，", " ", "-", "你", "好", "2026", "Straße", "\u0301", "🙂", "\n", "?");
        Property.forAll(300, random -> {
            StringBuilder text = new StringBuilder("x");
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            EvenAligner wild = new EvenAligner(
                    times -> random.ints(times.length, -500, 9000).toArray(),
                    units -> random.nextInt(3) == 0
                            ? Optional.empty()
                            : Optional.of(BitSet.valueOf(new long[] {random.nextLong() & ((1L << units) - 1)})));
            int start = random.nextInt(3000);
            int end = start + random.nextInt(5000);
            Utterance utterance = said(text.toString(), start, end);
            WordTimer.Timed timed = time(wild, utterance, 9, random.nextInt(2 * SECOND));
            List<Word> words = timed.utterance().words();
            assertEquals(text.toString(), words.stream().map(Word::text).collect(Collectors.joining()));
            assertFalse(timed.utterance().place().timing() == Place.Timing.VAD);
            Duration last = utterance.start();
            for (Word word : words) {
                assertTrue(word.span().start().compareTo(last) >= 0, words.toString());
                last = word.span().end();
            }
            assertTrue(last.compareTo(utterance.end()) <= 0, words.toString());
        });
    }

    @Test
    void wordsHaveTheProbabilityOfTheirLeastCertainToken() {
        List<ScoredToken> tokens = List.of(
                new ScoredToken(1, "<asr_text>", -3),
                new ScoredToken(2, "Hel", -0.5f),
                new ScoredToken(3, "lo ther", -1),
                new ScoredToken(4, "e frend", -2));
        Utterance heard = new Utterance(
                Place.detected(Duration.ZERO, Duration.ofSeconds(3)),
                Wording.of("English", "Hello there frend").edited(new Edit("glossary", 12, "frend", "friend")),
                Confidence.of(tokens),
                Outcome.of(Utterance.Status.OK));
        List<Word> words = time(new EvenAligner(), heard, 3, 0).utterance().words();
        assertEquals(0.3679, words.get(0).probability().orElseThrow());
        assertEquals(0.1353, words.get(1).probability().orElseThrow());
        assertTrue(words.get(2).probability().isEmpty());
    }

    @Test
    void wordsBetweenEditsKeepTheirProbability() {
        List<ScoredToken> tokens = List.of(
                new ScoredToken(1, "<asr_text>", -3),
                new ScoredToken(2, "Too", -0.5f),
                new ScoredToken(3, " \uD835\uDC1A\uD835\uDC1B", -0.25f),
                new ScoredToken(4, " are", -1),
                new ScoredToken(5, " frends", -2));
        Wording wording = Wording.of("English", "Too \uD835\uDC1A\uD835\uDC1B are frends")
                .edited(new Edit("itn", 0, "Too", "2"))
                .edited(new Edit("glossary", 9, "frends", "friends"));
        Utterance heard = new Utterance(
                Place.detected(Duration.ZERO, Duration.ofSeconds(3)),
                wording,
                Confidence.of(tokens),
                Outcome.of(Utterance.Status.OK));
        List<Word> words = time(new EvenAligner(), heard, 3, 0).utterance().words();
        assertEquals(4, words.size());
        assertTrue(words.get(0).probability().isEmpty());
        assertEquals(0.3679, words.get(1).probability().orElseThrow(), "with the blank, which is of the next token");
        assertEquals(0.1353, words.get(2).probability().orElseThrow());
        assertTrue(words.get(3).probability().isEmpty());
    }

    @Test
    void theSameSoundFromAFileOfSixteenBitsGivesTheSameTimes() {
        float[] samples = sound(3);
        float[] again = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            again[i] = SoundSamples.sample(SoundSamples.bits(samples[i]));
        }
        samples[100] = Float.NaN;
        again[100] = 0;
        float[] heard = SoundSamples.sixteenBit(samples);
        assertEquals(Arrays.toString(heard), Arrays.toString(SoundSamples.sixteenBit(again)));
    }
}
