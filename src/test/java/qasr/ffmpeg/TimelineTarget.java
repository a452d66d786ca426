package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/**
 * Made packets of any rate, length and position, which the timeline must place without an exception: each block at most
 * once and in order, what is missing of them said, and silence only as far as the recording may reach.
 */
public final class TimelineTarget {
    private static final int[] RATES = {1000, 8000, 11_025, 16_000, 44_100, 48_000, 192_000, 16_000_000};
    private static final double[] TICKS = {0, 1e-6, 1e-3, 0.1, 1, 1e9};
    private static final double[] LONGEST = {0, 10, 3600, 86_400, 1e12, Double.MAX_VALUE};
    private static final long[] ODD = {
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        Long.MAX_VALUE,
        Long.MAX_VALUE - 1,
        Block.FARTHEST_SECONDS * 1000,
        -Block.FARTHEST_SECONDS * 1000,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        -1,
        0,
        1
    };
    /** Of the rounding where the rate changes. */
    private static final double SLACK_SECONDS = 0.5;

    private final Random random;
    private final Damage damage = new Damage();
    private final double longest;
    private final boolean ends;
    private final Timeline timeline;
    private int rate;
    private long truth;
    private int blocks;
    private double addedSeconds;
    private double longestBlock;
    private double soundSeconds;
    private double silentSeconds;
    private int lastBlock = -1;
    private int piecesRate;

    private TimelineTarget(Random random) {
        this.random = random;
        rate = RATES[random.nextInt(RATES.length)];
        longest = LONGEST[random.nextInt(LONGEST.length)];
        ends = random.nextInt(4) == 0;
        truth = random.nextBoolean() ? 0 : within(position());
        timeline = new Timeline(
                rate,
                new Timeline.Clock(
                        random.nextBoolean() ? truth : within(position()),
                        TICKS[random.nextInt(TICKS.length)],
                        longest,
                        ends ? OptionalLong.of(random.nextInt(20 * rate)) : OptionalLong.empty(),
                        random.nextBoolean(),
                        random.nextBoolean() ? List.of() : List.of(26.5 * 3600, 4660.0)),
                damage);
    }

    /** Places the packets that {@code random} makes; an assertion or any other exception is a finding. */
    public static void check(Random random) {
        new TimelineTarget(random).run();
    }

    private long within(long position) {
        long farthest = rate * Block.FARTHEST_SECONDS;
        return Math.max(-farthest, Math.min(farthest, position));
    }

    private long position() {
        return random.nextBoolean() ? ODD[random.nextInt(ODD.length)] : random.nextLong() >> random.nextInt(64);
    }

    private void run() {
        int stretches = 1 + random.nextInt(6);
        for (int stretch = 0; stretch < stretches; stretch++) {
            if (random.nextInt(4) == 0) {
                int changed = RATES[random.nextInt(RATES.length)];
                double seconds = (double) truth / rate;
                rate = changed;
                truth = within(Math.round(seconds * changed));
            }
            int kind = random.nextInt(7);
            int length = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1 + random.nextInt(Math.min(rate / 4, 4800));
            long step = position() >> random.nextInt(64);
            for (int count = random.nextInt(200); count > 0; count--) {
                boolean loss = random.nextInt(10) == 0;
                add(new Block(stamp(kind, step), rate, named(length), loss, random.nextInt(40) == 0));
                take();
            }
        }
        timeline.finish();
        take();
        judge();
    }

    private OptionalLong stamp(int kind, long step) {
        return switch (kind) {
            case 0 -> OptionalLong.of(truth);
            case 1 -> OptionalLong.of(truth + random.nextInt(rate) - rate / 2);
            case 2 -> OptionalLong.of(position());
            case 3 -> random.nextInt(8) == 0 ? OptionalLong.of(position()) : OptionalLong.of(truth);
            case 4 -> {
                truth = within(truth + step);
                yield OptionalLong.of(truth);
            }
            case 5 -> OptionalLong.of(step);
            default -> OptionalLong.empty();
        };
    }

    private float[] named(int length) {
        float[] samples = new float[length];
        samples[0] = blocks++;
        return samples;
    }

    private void add(Block block) {
        truth = within(truth + block.length());
        double seconds = (double) block.length() / rate;
        addedSeconds += seconds;
        longestBlock = Math.max(longestBlock, seconds);
        timeline.add(block);
    }

    private void take() {
        for (Timeline.Piece piece; (piece = timeline.pieces().poll()) != null; ) {
            if (piece instanceof Timeline.RateChange change) {
                piecesRate = change.rate();
            } else if (piece instanceof Timeline.Silence silence) {
                assertTrue(silence.samples() > 0, "silence of " + silence.samples());
                silentSeconds += (double) silence.samples() / piecesRate;
                double end = soundSeconds + silentSeconds;
                assertTrue(end <= longest + SLACK_SECONDS + cut(), end + " s, where " + longest + " s is all");
            } else if (piece instanceof Timeline.Sound sound) {
                int block = (int) sound.samples()[0];
                assertTrue(block > lastBlock, "block " + block + " behind " + lastBlock);
                assertTrue(0 <= sound.from() && sound.from() < sound.to(), sound.from() + " to " + sound.to());
                assertTrue(sound.to() <= sound.samples().length, "to " + sound.to());
                lastBlock = block;
                soundSeconds += (double) (sound.to() - sound.from()) / piecesRate;
            }
        }
    }

    /** Returns the seconds that may be missing at most: overlaps, each of a second or less. */
    private double cut() {
        return addedSeconds - soundSeconds;
    }

    private void judge() {
        assertTrue(soundSeconds <= addedSeconds + 1e-6, soundSeconds + " s of " + addedSeconds + " s");
        boolean said = damage.sentences().toString().contains("overlapping sound were cut");
        double missing = addedSeconds - soundSeconds;
        assertTrue(
                said || missing <= (ends ? longestBlock : 0) + 1e-6, missing + " s are missing: " + damage.sentences());
        double placed = soundSeconds + silentSeconds;
        assertEquals(placed, timeline.seconds(), SLACK_SECONDS + 1e-9 * placed, "where it ends");
    }
}
