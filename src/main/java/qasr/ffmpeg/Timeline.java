package qasr.ffmpeg;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Puts decoded blocks where the container's clock wants them, with time zero at its origin: a gap becomes silence, an
 * overlap is cut, and what merely jitters follows on without a sample more or less.
 *
 * <p>A block that is off by less than {@value #JITTER_MILLIS} ms is where it should be: containers round timestamps. One
 * that is off by more than {@value #SURE_MILLIS} ms, or that follows a loss, is believed. In between a timestamp is
 * believed once {@value #WITNESSES} blocks in a row agree on the direction; until then they are held back, so that the
 * silence still comes before them.
 */
final class Timeline {
    private static final int JITTER_MILLIS = 15;
    private static final int SURE_MILLIS = 100;
    private static final int WITNESSES = 3;
    private static final int LOSS_MILLIS = 1;
    /** More overlap than this is a clock that was set back (a chained Ogg, joined files), not sound twice. */
    private static final int MAX_OVERLAP_SECONDS = 1;

    /** What comes next in the recording. */
    sealed interface Piece {}

    /** Nothing for {@code samples} samples. */
    record Silence(long samples) implements Piece {}

    /** Samples {@code [from, to)}. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Sound(float[] samples, int from, int to) implements Piece {}

    /** All that follows is at {@code rate} samples per second. */
    record RateChange(int rate) implements Piece {}

    /**
     * What the container says about time.
     *
     * @param origin time zero on its clock, in samples at the first block's rate
     * @param tickSeconds the grain of its timestamps
     * @param longestSeconds no gap reaches further; a timestamp beyond it is wrong
     * @param lastEnd where the last block is cut off if it reaches further, in samples from time zero
     */
    record Clock(long origin, double tickSeconds, double longestSeconds, OptionalLong lastEnd) {}

    private final Damage damage;
    private final Clock clock;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final Deque<Block> held = new ArrayDeque<>();
    private Optional<Sound> crossing = Optional.empty();
    private long heldSamples;
    private long smallestDeviation;
    private int rate;
    private long shift;
    private long lastEnd;
    private long end;

    /** Starts a timeline whose first block is at {@code rate} samples per second. */
    Timeline(int rate, Clock clock, Damage damage) {
        this.rate = rate;
        this.clock = clock;
        this.damage = damage;
        shift = -clock.origin();
        lastEnd = clock.lastEnd().orElse(Long.MAX_VALUE);
        pieces.add(new RateChange(rate));
    }

    /** Returns the pieces that are settled, to be taken away by the caller. */
    Deque<Piece> pieces() {
        return pieces;
    }

    /** Returns the seconds that are settled. */
    double seconds() {
        return (double) end / rate;
    }

    /** Places the next block. */
    void add(Block block) {
        if (block.rate() != rate) {
            changeRate(block.rate());
        }
        if (block.position().isEmpty()) {
            release();
            append(block);
            return;
        }
        long deviation = block.position().getAsLong() + shift - end - heldSamples;
        if (Math.abs(deviation) <= tolerance(block)) {
            release();
            append(block);
        } else if (end == 0 || block.afterLoss() || Math.abs(deviation) > samples(SURE_MILLIS)) {
            release();
            correct(deviation, block);
        } else {
            hold(block, deviation);
        }
    }

    /** Settles what is still held back: the recording has ended. */
    void finish() {
        release();
        if (crossing.isPresent()) {
            Sound last = crossing.get();
            int overhang = (int) (end - lastEnd);
            end = lastEnd;
            pieces.add(new Sound(last.samples(), last.from(), last.to() - overhang));
            crossing = Optional.empty();
        }
    }

    private long tolerance(Block block) {
        if (end == 0) {
            return 0;
        }
        long ticks = (long) Math.ceil(2 * clock.tickSeconds() * rate);
        return Math.max(samples(block.afterLoss() ? LOSS_MILLIS : JITTER_MILLIS), ticks);
    }

    private long samples(int millis) {
        return (long) rate * millis / 1000;
    }

    private void hold(Block block, long deviation) {
        if (!held.isEmpty() && (deviation < 0) != (smallestDeviation < 0)) {
            release();
        }
        boolean smallest = held.isEmpty() || Math.abs(deviation) < Math.abs(smallestDeviation);
        smallestDeviation = smallest ? deviation : smallestDeviation;
        held.add(block);
        heldSamples += block.samples().length;
        if (held.size() == WITNESSES) {
            Block first = held.remove();
            heldSamples -= first.samples().length;
            correct(smallestDeviation, first);
            release();
        }
    }

    private void release() {
        heldSamples = 0;
        while (!held.isEmpty()) {
            append(held.remove());
        }
    }

    private void correct(long deviation, Block block) {
        if (deviation > 0 && (end + deviation) / (double) rate <= clock.longestSeconds()) {
            // The silence of a lost packet is said with the packet.
            if (end > 0 && !block.afterLoss()) {
                damage.gap((double) deviation / rate);
            }
            settle();
            pieces.add(new Silence(deviation));
            end += deviation;
            append(block);
        } else if (deviation < 0 && -deviation <= (long) rate * MAX_OVERLAP_SECONDS) {
            int cut = (int) Math.min(-deviation, block.samples().length);
            damage.overlap((double) cut / rate);
            append(block, cut);
        } else {
            damage.jump();
            shift -= deviation;
            append(block);
        }
    }

    private void append(Block block) {
        append(block, 0);
    }

    private void append(Block block, int from) {
        if (from == block.samples().length) {
            return;
        }
        settle();
        Sound sound = new Sound(block.samples(), from, block.samples().length);
        boolean crosses = end < lastEnd && end + sound.to() - from > lastEnd;
        end += sound.to() - from;
        if (crosses) {
            crossing = Optional.of(sound);
        } else {
            pieces.add(sound);
        }
    }

    /** Lets the block that crosses the end out whole: it was not the last one, so the end is wrong. */
    private void settle() {
        crossing.ifPresent(pieces::add);
        crossing = Optional.empty();
    }

    private void changeRate(int newRate) {
        release();
        settle();
        double ratio = (double) newRate / rate;
        end = Math.round(end * ratio);
        shift = Math.round(shift * ratio);
        lastEnd = clock.lastEnd().isPresent() ? Math.round(lastEnd * ratio) : Long.MAX_VALUE;
        rate = newRate;
        pieces.add(new RateChange(newRate));
    }
}
