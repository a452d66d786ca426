package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;

final class TimelineTest {
    private static final int RATE = 16_000;
    private static final int FRAME = 320;
    private static final Timeline.Clock PLAIN =
            new Timeline.Clock(0, 0.001, 3600, OptionalLong.empty(), false, List.of());

    private final Damage damage = new Damage();

    @Test
    void contiguousBlocksFollowEachOther() {
        assertEquals(List.of("0+320", "320+320", "640+320"), place(PLAIN, 0, 320, 640));
    }

    @Test
    void aGapBecomesSilenceOfItsLength() {
        assertEquals(List.of("0+320", "silence 15680", "16000+320"), place(PLAIN, 0, 16_000));
    }

    @Test
    void aLateStartBecomesSilenceOfAnyLength() {
        assertEquals(List.of("silence 8000", "8000+320"), place(PLAIN, 8000));
        assertEquals(List.of("silence 5", "5+320"), place(PLAIN, 5));
    }

    @Test
    void timeZeroIsTheOrigin() {
        Timeline.Clock hour = new Timeline.Clock(3600L * RATE, 0.001, 7200, OptionalLong.empty(), false, List.of());
        assertEquals(List.of("57600000+320"), place(hour, 3600 * RATE));
    }

    @Test
    void anOverlapIsCutAndCounted() {
        assertEquals(List.of("0+320", "320+320", "640+320", "960+320"), place(PLAIN, 0, 0, 320, 640, 960));
        assertEquals(List.of("0.020 s of overlapping sound were cut (from 0.020 s on)"), damage.sentences());
    }

    @Test
    void ofABlockThatOverlapsInPartTheRestIsKept() {
        int early = RATE * 16 / 1000;
        assertEquals(
                List.of("0+320", "64[256..320]", "384+320", "704+320"),
                place(PLAIN, 0, 320 - early, 640 - early, 960 - early));
    }

    @Test
    void jitterNeitherInsertsNorDropsSamples() {
        Property.forAll(50, random -> {
            int[] positions = IntStream.range(0, 200)
                    .map(i -> i * FRAME + random.nextInt(2 * RATE * 15 / 1000) - RATE * 15 / 1000)
                    .map(position -> Math.max(0, position))
                    .toArray();
            positions[0] = 0;
            List<String> placed = place(PLAIN, positions);
            assertEquals(200, placed.size());
            assertEquals(
                    0, placed.stream().filter(piece -> !piece.endsWith("+320")).count());
        });
    }

    @Test
    void oneLateTimestampAmongTrueOnesIsJitterToo() {
        int late = RATE * 60 / 1000;
        assertEquals(List.of("0+320", "1280+320", "640+320", "960+320"), place(PLAIN, 0, 320 + late, 640, 960));
    }

    @Test
    void aLastingSmallGapIsInsertedBeforeTheBlocksThatShowIt() {
        int gap = RATE * 60 / 1000;
        assertEquals(
                List.of("0+320", "silence " + gap, "1280+320", "1600+320", "1920+320", "2240+320"),
                place(PLAIN, 0, 320 + gap, 640 + gap, 960 + gap, 1280 + gap));
    }

    @Test
    void theGapOfALostPacketIsFilledToTheSample() {
        Timeline timeline = new Timeline(RATE, PLAIN, damage);
        timeline.add(block(0, false));
        timeline.add(block(480, true));
        assertEquals(List.of("0+320", "silence 160", "480+320"), rest(timeline));
    }

    @Test
    void aClockThatIsSetBackJoinsWithOneWarning() {
        assertEquals(
                List.of("160000+320", "0+320", "320+320"),
                place(new Timeline.Clock(160_000, 0.001, 60, OptionalLong.empty(), false, List.of()), 160_000, 0, 320));
        assertEquals(List.of(), damage.sentences(), "two blocks prove nothing");
        place(new Timeline.Clock(160_000, 0.001, 60, OptionalLong.empty(), false, List.of()), 160_000, 0, 320, 640);
        assertEquals(
                List.of("the timestamps jump 1 time (at 0.020 s by -10.020 s): the sound was joined without a gap"),
                damage.sentences());
    }

    @Test
    void aTimestampBeyondTheRecordingIsNotAGap() {
        assertEquals(List.of("0+320", "160000000+320", "640+320"), place(PLAIN, 0, 160_000_000, 640));
        assertEquals(List.of(), damage.sentences(), "made up for at once");
        assertEquals(List.of("0+320", "160000000+320", "160000320+320"), place(PLAIN, 0, 160_000_000, 160_000_320));
        assertEquals(
                List.of("the timestamps jump 1 time (at 0.020 s by +9999.980 s): the sound was joined without a gap"),
                damage.sentences());
    }

    @Test
    void aLongGapWithFewBlocksAfterItIsIgnored() {
        int late = 11 * RATE;
        assertEquals(List.of("0+320", late + "+320", late + 320 + "+320"), place(PLAIN, 0, late, late + 320));
        assertEquals(
                List.of("the timestamps jump 1 time (at 0.020 s by +10.980 s): the sound was joined without a gap"),
                damage.sentences());
        assertEquals(
                List.of("0+320", "silence 175680", late + "+320", late + 320 + "+320", late + 640 + "+320"),
                place(PLAIN, 0, late, late + 320, late + 640));
    }

    @Test
    void aWrongTimestampAfterALostPacketIsCorrectedToo() {
        Timeline timeline = new Timeline(RATE, PLAIN, damage);
        timeline.add(block(0, false));
        timeline.add(block(20 * RATE, true));
        timeline.add(block(640, false));
        assertEquals(List.of("0+320", "320000+320", "640+320"), rest(timeline));
    }

    @Test
    void aClockThatJumpsAheadWithEveryBlockIsIgnored() {
        int[] positions = IntStream.range(0, 400).map(i -> i * 50 * RATE).toArray();
        List<String> placed = place(PLAIN, positions);
        assertEquals(400, placed.size());
        assertEquals(
                0, placed.stream().filter(piece -> piece.startsWith("silence")).count());
    }

    @Test
    void theLongPausesBetweenTheBlocksOfACodecThatSendsNothingInThemStay() {
        // Opus sends 20 ms every 400 ms where nobody speaks.
        int[] positions = IntStream.range(0, 400).map(i -> i * RATE * 4 / 10).toArray();
        assertEquals(
                399,
                place(PLAIN, positions).stream().filter("silence 6080"::equals).count());
    }

    @Test
    void positionsBeyondAllTimeSayNothing() {
        Timeline timeline = new Timeline(RATE, PLAIN, damage);
        timeline.add(block(0, false));
        for (long far : new long[] {
            Long.MAX_VALUE, Long.MIN_VALUE, RATE * Block.FARTHEST_SECONDS + 1, -RATE * Block.FARTHEST_SECONDS - 1
        }) {
            timeline.add(new Block(OptionalLong.of(far), RATE, named(1), true, false));
        }
        assertEquals(List.of("0+320", "1+320", "1+320", "1+320", "1+320"), rest(timeline));
        assertEquals(List.of(), damage.sentences());
    }

    @Test
    void onlyTheLastBlockIsCutWhereTheTrackEnds() {
        Timeline.Clock ending = new Timeline.Clock(0, 0.001, 3600, OptionalLong.of(500), false, List.of());
        assertEquals(List.of("0+320", "320[0..180]"), place(ending, 0, 320));
        assertEquals(List.of("0+320", "320+320", "640+320"), place(ending, 0, 320, 640));
    }

    @Test
    void aNewRateKeepsTheClock() {
        Timeline timeline = new Timeline(RATE, PLAIN, damage);
        timeline.add(block(0, false));
        timeline.add(new Block(OptionalLong.of(640), 2 * RATE, named(640), false, false));
        timeline.add(new Block(OptionalLong.of(32_640), 2 * RATE, named(32_640), false, false));
        assertEquals(List.of("0+320", "rate 32000", "640+320", "silence 31680", "32640+320"), rest(timeline));
    }

    private List<String> place(Timeline.Clock clock, int... positions) {
        Timeline timeline = new Timeline(RATE, clock, damage);
        for (int position : positions) {
            timeline.add(block(position, false));
        }
        return rest(timeline);
    }

    private static Block block(int position, boolean afterLoss) {
        return new Block(OptionalLong.of(position), RATE, named(position), afterLoss, false);
    }

    /** Returns a block's samples, the first of which says where the container put it. */
    private static float[] named(int position) {
        float[] samples = new float[FRAME];
        samples[0] = position;
        return samples;
    }

    private static List<String> rest(Timeline timeline) {
        timeline.finish();
        List<String> pieces = new ArrayList<>();
        timeline.pieces().remove();
        for (Timeline.Piece piece : timeline.pieces()) {
            if (piece instanceof Timeline.Silence silence) {
                pieces.add("silence " + silence.samples());
            } else if (piece instanceof Timeline.Sound sound) {
                boolean whole = sound.from() == 0 && sound.to() == FRAME;
                pieces.add((int) sound.samples()[0] + (whole ? "+320" : "[" + sound.from() + ".." + sound.to() + "]"));
            } else if (piece instanceof Timeline.RateChange change) {
                pieces.add("rate " + change.rate());
            }
        }
        return pieces;
    }
}
