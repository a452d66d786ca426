package qasr.vad;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import qasr.audio.SampleRange;
import qasr.testing.Signals;

/** Both sides of every limit. One unit is a tenth of a second, so that a chunk of ten seconds is 100 long. */
final class ChunkerTest {
    private static final int UNIT = Signals.SECOND / 10;
    private static final int MAX = 100;

    private final List<SampleRange> searched = new ArrayList<>();

    private List<String> plans(int joinUnits, int padUnits, int end, int... speech) {
        ChunkOptions options = new ChunkOptions((long) MAX * UNIT, 100 * joinUnits, 100 * padUnits);
        Chunker chunker = new Chunker(options, window -> {
            searched.add(window);
            return window.start() + 10L * UNIT;
        });
        for (int i = 0; i < speech.length; i += 2) {
            chunker.add(units(speech[i], speech[i + 1]));
        }
        chunker.finish((long) end * UNIT);
        return drained(chunker);
    }

    private static List<String> drained(Chunker chunker) {
        List<String> plans = new ArrayList<>();
        for (Optional<Chunker.Plan> plan = chunker.poll(); plan.isPresent(); plan = chunker.poll()) {
            plans.add(text(plan.get().range())
                    + plan.get().speech().stream().map(ChunkerTest::text).toList());
        }
        return plans;
    }

    private static SampleRange units(int start, int end) {
        return new SampleRange((long) start * UNIT, (long) end * UNIT);
    }

    private static String text(SampleRange range) {
        return (double) range.start() / UNIT + "-" + (double) range.end() / UNIT;
    }

    @Test
    void aSilenceEndsAChunkOnlyIfItIsLongerThanMaxJoinSilence() {
        assertEquals(List.of("0.0-50.0[0.0-20.0, 40.0-50.0]"), plans(20, 0, 60, 0, 20, 40, 50));
        assertEquals(List.of("0.0-20.0[0.0-20.0]", "41.0-50.0[41.0-50.0]"), plans(20, 0, 60, 0, 20, 41, 50));
    }

    @Test
    void speechOfExactlyMaxChunkFits() {
        assertEquals(List.of("0.0-100.0[0.0-60.0, 70.0-100.0]"), plans(20, 0, 200, 0, 60, 70, 100));
        assertEquals(List.of("0.0-60.0[0.0-60.0]", "70.0-101.0[70.0-101.0]"), plans(20, 0, 200, 0, 60, 70, 101));
    }

    @Test
    void aFullChunkEndsInTheLatestOfTheLongestSilencesOfItsSecondHalf() {
        assertEquals(
                List.of("0.0-52.0[0.0-40.0, 45.0-52.0]", "55.0-120.0[55.0-60.0, 61.0-120.0]"),
                plans(20, 0, 200, 0, 40, 45, 52, 55, 60, 61, 120),
                "the longer one of two");
        assertEquals(
                List.of("0.0-70.0[0.0-60.0, 62.0-70.0]", "72.0-120.0[72.0-120.0]"),
                plans(20, 0, 200, 0, 60, 62, 70, 72, 120),
                "the later one of equals");
        assertEquals(
                List.of("0.0-48.0[0.0-48.0]", "50.0-120.0[50.0-120.0]"),
                plans(20, 0, 200, 0, 48, 50, 120),
                "speech that goes on at half is in the second half");
        assertEquals(List.of(), searched);
    }

    @Test
    void speechWithoutASilenceThereIsCutInTheLastFiveSecondsOfWhatFits() {
        assertEquals(
                List.of("0.0-60.0[0.0-47.0, 49.0-60.0]", "60.0-120.0[60.0-120.0]"), plans(20, 0, 200, 0, 47, 49, 120));
        assertEquals(List.of(units(50, 100)), searched);
    }

    @Test
    void aCutChunkIsNotPaddedInsideSpeech() {
        assertEquals(List.of("8.0-70.0[10.0-70.0]", "70.0-122.0[70.0-120.0]"), plans(20, 2, 200, 10, 120));
    }

    @Test
    void theSilenceBetweenTwoChunksIsShared() {
        assertEquals(
                List.of("8.0-22.0[10.0-20.0]", "48.0-62.0[50.0-60.0]"),
                plans(20, 2, 200, 10, 20, 50, 60),
                "enough for both");
        assertEquals(
                List.of("0.0-25.0[0.0-10.0]", "25.0-65.0[40.0-50.0]"), plans(20, 20, 65, 0, 10, 40, 50), "half each");
    }

    @Test
    void paddingTakesNoMoreThanTheRoomThatMaxChunkLeavesHalfOnEachSide() {
        assertEquals(List.of("7.0-107.0[10.0-104.0]"), plans(20, 5, 200, 10, 104));
        assertEquals(
                List.of("0.0-98.0[1.0-93.0]"),
                plans(20, 5, 200, 1, 93),
                "what is not there before is not given behind");
        assertEquals(List.of("0.0-100.0[0.0-100.0]"), plans(20, 5, 200, 0, 100), "no room");
        assertEquals(List.of("5.0-22.0[10.0-20.0]"), plans(20, 5, 22, 10, 20), "no further than the recording");
    }

    @Test
    void aLongSilenceEndsAChunkEarly() {
        for (int silence : new int[] {20, 21}) {
            Chunker chunker = new Chunker(new ChunkOptions((long) MAX * UNIT, 2000, 200), window -> 0);
            chunker.add(units(0, 10));
            chunker.silentUntil((10L + silence) * UNIT);
            assertEquals(silence > 20 ? List.of("0.0-12.0[0.0-10.0]") : List.of(), drained(chunker));
        }
        Chunker padded = new Chunker(new ChunkOptions((long) MAX * UNIT, 2000, 1500), window -> 0);
        padded.add(units(0, 10));
        padded.silentUntil(40L * UNIT);
        assertEquals(List.of(), drained(padded), "two pads of 1.5 s: the next chunk may want its share");
        padded.silentUntil(41L * UNIT);
        assertEquals(List.of("0.0-25.0[0.0-10.0]"), drained(padded));
    }

    @Test
    void whatMayStillBeNeededBeginsAtThePadOfTheFirstSpeechButNotInTheChunkBefore() {
        Chunker chunker = new Chunker(new ChunkOptions((long) MAX * UNIT, 2000, 200), window -> 0);
        assertEquals(28L * UNIT, chunker.firstNeeded(30L * UNIT));
        assertEquals(0, chunker.firstNeeded(UNIT));
        chunker.add(units(10, 20));
        assertEquals(8L * UNIT, chunker.firstNeeded(30L * UNIT));
        chunker.add(units(45, 46));
        assertEquals(43L * UNIT, chunker.firstNeeded(60L * UNIT));
        chunker.finish(50L * UNIT);
        assertEquals(46L * UNIT, chunker.firstNeeded(47L * UNIT));
    }
}
