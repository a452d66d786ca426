package qasr.ffmpeg;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;

/**
 * Places decoded blocks on the container's clock, with time zero at its origin. This class is the state machine for the
 * rules in the package documentation. It uses neither files nor FFmpeg.
 *
 * <p>A block that is in its place is settled at once. One that is not is kept in {@link Doubt} with those behind it,
 * until the clock has made up for it (jitter), or has gone on regularly for {@value #STEADY_SECONDS} s, or irregularly
 * for {@value #UNSTEADY_SECONDS} s. Only then it is judged: a gap, an overlap, a jump, or a clock that runs slow.
 */
final class Timeline {
    private static final int JITTER_MILLIS = 15;
    private static final int LOSS_MILLIS = 1;
    /** The most by which a new stream's first timestamps may reach back into the old one: its codec's delay. */
    private static final int PRIMING_MILLIS = 250;
    /** The largest distance from the first timestamp at which a clock counts as restarted. */
    private static final int ANEW_MILLIS = 100;

    private static final int STEADY_SECONDS = 3;
    private static final int UNSTEADY_SECONDS = 10;
    private static final int MAX_DOUBTED = 4096;
    /** Fewer blocks than this do not prove that sound is there twice. */
    private static final int WITNESSES = 3;
    /** More overlap than this is a clock that was set back, not sound twice. */
    private static final int MAX_OVERLAP_SECONDS = 1;
    /** A longer gap is a jump of the clock, where it may jump; the limit of FFmpeg's own dts_delta_threshold. */
    private static final int MAX_GAP_SECONDS = 10;
    /** An overlap this soon after a gap takes the gap back. */
    private static final int GAP_MEMORY_SECONDS = 30;

    /** The next part of the recording. */
    sealed interface Piece {}

    /** Nothing for {@code samples} samples. */
    record Silence(long samples) implements Piece {}

    /** Samples {@code [from, to)} of each channel. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Sound(float[][] channels, int from, int to) implements Piece {
        /** Returns the samples of mono sound. */
        float[] samples() {
            return channels[0];
        }
    }

    /** All that follows is at {@code rate} samples per second. */
    record RateChange(int rate) implements Piece {}

    /**
     * The container's information about time.
     *
     * @param origin time zero on its clock, in samples at the first block's rate
     * @param tickSeconds the grain of its timestamps
     * @param longestSeconds no gap reaches further, as far as is known by then; a timestamp beyond it is wrong
     * @param lastEnd where the last block is cut off if it reaches further, in samples from time zero
     * @param mayJump whether a longer gap than {@value #MAX_GAP_SECONDS} s means nothing
     * @param wraps after how many seconds the clock may start at 0 again
     */
    record Clock(
            long origin,
            double tickSeconds,
            DoubleSupplier longestSeconds,
            OptionalLong lastEnd,
            boolean mayJump,
            List<Double> wraps) {
        /** Sets the facts that do not change. */
        Clock(
                long origin,
                double tickSeconds,
                double longestSeconds,
                OptionalLong lastEnd,
                boolean mayJump,
                List<Double> wraps) {
            this(origin, tickSeconds, () -> longestSeconds, lastEnd, mayJump, wraps);
        }
    }

    private final Damage damage;
    private final Clock clock;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final Deque<Block> waiting = new ArrayDeque<>();
    private final Doubt doubt = new Doubt();
    private Jitter jitter;
    private Optional<Sound> crossing = Optional.empty();
    private OptionalLong previousStamp = OptionalLong.empty();
    private boolean started;
    private boolean rateChanged;
    private int rate;
    private long shift;
    private long lastEnd;
    private long end;
    private long joinedAt = Long.MIN_VALUE;
    private OptionalLong firstStamp = OptionalLong.empty();
    private long gapEnd;
    private long gapSamples;

    /** Starts a timeline whose first block is at {@code rate} samples per second. */
    Timeline(int rate, Clock clock, Damage damage) {
        this.rate = rate;
        this.clock = clock;
        this.damage = damage;
        shift = -clock.origin();
        lastEnd = clock.lastEnd().orElse(Long.MAX_VALUE);
        jitter = new Jitter((long) rate * STEADY_SECONDS);
        pieces.add(new RateChange(rate));
    }

    /** Returns the finished pieces, which the caller removes. */
    Deque<Piece> pieces() {
        return pieces;
    }

    /** Returns the finished seconds. */
    double seconds() {
        return (double) end / rate;
    }

    /** Returns by how much the clock of the last seconds shakes, so that a length made from it may be off. */
    double shakingSeconds() {
        return (double) (jitter.latest() - jitter.earliest()) / rate;
    }

    /** Places the next block. */
    void add(Block block) {
        if (block.rate() != rate || block.restarts()) {
            settleDoubt();
        }
        if (block.rate() != rate) {
            changeRate(block.rate());
        }
        waiting.add(block);
        placeWaiting();
    }

    /** Places the remaining blocks at the end of the recording. */
    void finish() {
        settleDoubt();
        if (crossing.isPresent()) {
            Sound last = crossing.get();
            int overhang = (int) (end - lastEnd);
            end = lastEnd;
            pieces.add(new Sound(last.channels(), last.from(), last.to() - overhang));
            crossing = Optional.empty();
        }
    }

    private void settleDoubt() {
        while (!doubt.isEmpty()) {
            judge(true);
            placeWaiting();
        }
    }

    private void placeWaiting() {
        while (!waiting.isEmpty()) {
            Block block = waiting.remove();
            if (block.position().isPresent()) {
                place(block, block.position().getAsLong());
            } else if (doubt.isEmpty()) {
                append(block, 0);
            } else {
                doubt.add(block);
            }
        }
    }

    private void place(Block block, long position) {
        unwrap(position + shift - end - doubt.samples());
        long deviation = position + shift - end - doubt.samples();
        boolean anew = block.restarts() || rateChanged;
        rateChanged = false;
        boolean fits = Math.abs(deviation) <= tolerance(block);
        if (!doubt.isEmpty() && (fits || (deviation > 0) != doubt.late())) {
            // The clock has made up for it.
            waiting.addFirst(block);
            release();
            return;
        }
        firstStamp = firstStamp.isPresent() ? firstStamp : OptionalLong.of(position);
        boolean stands = OptionalLong.of(position).equals(previousStamp);
        previousStamp = OptionalLong.of(position);
        if (fits) {
            jitter.add(deviation, block.length());
            append(block, 0);
        } else if (!started) {
            start(block, deviation);
        } else if (anew && deviation < 0 && (-deviation < samples(PRIMING_MILLIS) || settling(-deviation))) {
            shift -= deviation;
            append(block, 0);
        } else if (anew && (deviation < 0 || deviation > samples(1000 * MAX_GAP_SECONDS))) {
            jump(deviation);
            append(block, 0);
        } else if (isLoss(deviation, block)) {
            insert(deviation, block);
        } else {
            doubt.add(block, deviation, stands);
            if (ripe()) {
                judge(false);
            }
        }
    }

    /** After a lost packet, a fine clock is trusted at once, unless its gap is longer than a packet can be. */
    private boolean isLoss(long deviation, Block block) {
        boolean believable = deviation > 0 && deviation <= samples(1000 * MAX_GAP_SECONDS);
        return believable && block.afterLoss() && doubt.isEmpty() && !rough();
    }

    /** A clock that has started at 0 again goes on. */
    private void unwrap(long deviation) {
        for (double seconds : clock.wraps()) {
            long period = Math.round(seconds * rate);
            long turns = Math.round((double) deviation / period);
            if (started && turns != 0 && Math.abs(deviation - turns * period) <= samples(1000 * MAX_GAP_SECONDS)) {
                shift -= turns * period;
                return;
            }
        }
    }

    private void start(Block block, long deviation) {
        if (deviation < 0) {
            shift -= deviation;
            append(block, 0);
        } else {
            insert(deviation, block);
        }
    }

    private long tolerance(Block block) {
        if (!started) {
            return 0;
        }
        long ticks = (long) Math.ceil(2 * clock.tickSeconds() * rate);
        return Math.max(samples(block.afterLoss() ? LOSS_MILLIS : JITTER_MILLIS), ticks);
    }

    private long tolerance() {
        return Math.max(samples(JITTER_MILLIS), (long) Math.ceil(2 * clock.tickSeconds() * rate));
    }

    private boolean rough() {
        return jitter.latest() - jitter.earliest() > 2 * tolerance();
    }

    private long samples(int millis) {
        return (long) rate * millis / 1000;
    }

    private boolean ripe() {
        boolean steady = doubt.late() ? doubt.comeback() <= 2 * tolerance() : doubt.spread() <= 2 * tolerance();
        int seconds = steady && doubt.witnesses() >= WITNESSES ? STEADY_SECONDS : UNSTEADY_SECONDS;
        return doubt.samples() >= (long) seconds * rate || doubt.size() >= MAX_DOUBTED;
    }

    private void release() {
        List<Block> blocks = doubt.drain();
        for (Block block : blocks) {
            recordJitter(block);
            append(block, 0);
        }
    }

    /** Decides why the first block in doubt is not in its place, then places the blocks after it again. */
    private void judge(boolean last) {
        if (doubt.late()) {
            judgeLate(last);
        } else {
            judgeEarly(last);
        }
    }

    private void judgeLate(boolean last) {
        long missing = doubt.nearest();
        // The next one of a coarse clock may be a little later than all before.
        long range = jitter.latest() - jitter.earliest();
        boolean usual = rough() && missing <= jitter.latest() + tolerance() + range / 4;
        if (missing <= doubt.comeback() / 2 || (usual && (last || doubt.spread() > 2 * range))) {
            appendDoubted();
            return;
        }
        if (rough() && !usual) {
            missing -= jitter.earliest();
        }
        boolean proven = doubt.witnesses() >= WITNESSES && !doubt.runsAway();
        if (missing > samples(1000 * MAX_GAP_SECONDS) && !proven) {
            jump(missing);
            append(firstOfDoubt(), 0);
        } else {
            insert(missing, firstOfDoubt());
        }
    }

    private void judgeEarly(boolean last) {
        if (doubt.witnesses() == 0) {
            // The clock has stood all the time.
            release();
            return;
        }
        long twice = doubt.nearest();
        boolean step = twice > tolerance() - jitter.earliest();
        boolean steady = doubt.spread() <= Math.max(2 * tolerance(), twice / 2);
        if (step && steady && !settling(twice) && doubt.witnesses() >= WITNESSES) {
            overlap(rough() ? twice + jitter.latest() : twice);
        } else if (last) {
            release();
        } else {
            follow(-twice);
        }
    }

    private void overlap(long twice) {
        boolean takesGapBack = gapSamples >= twice && end - gapEnd < (long) rate * GAP_MEMORY_SECONDS;
        Block first = firstOfDoubt();
        if (twice > (long) rate * MAX_OVERLAP_SECONDS || startsAnew(first)) {
            jump(-twice);
            append(first, 0);
        } else if (takesGapBack) {
            shift += twice;
            gapSamples -= twice;
            append(first, 0);
        } else {
            int cut = (int) Math.min(twice, first.length());
            damage.overlap(seconds(), (double) cut / rate);
            append(first, cut);
        }
    }

    /** Just after a jump little is known of the new clock. */
    private boolean settling(long samples) {
        return end - rate < joinedAt && samples < rate;
    }

    /** Tells whether the clock is where it was at the very start, as in joined recordings. */
    private boolean startsAnew(Block block) {
        long fromStart = Math.abs(block.position().orElse(Long.MAX_VALUE / 2) - firstStamp.orElse(0));
        return end > samples(2 * ANEW_MILLIS) && fromStart <= samples(ANEW_MILLIS);
    }

    /** The clock runs slower than the sound: it is wrong, as the sound is there. */
    private void follow(long deviation) {
        damage.slow((double) -deviation / rate);
        shift -= deviation;
        jitter.shift(deviation);
        append(firstOfDoubt(), 0);
    }

    /** The first block is where its clock's jitter puts it. */
    private void appendDoubted() {
        Block first = firstOfDoubt();
        recordJitter(first);
        append(first, 0);
    }

    private void recordJitter(Block block) {
        if (block.position().isPresent()) {
            jitter.add(block.position().getAsLong() + shift - end, block.length());
        }
    }

    private Block firstOfDoubt() {
        List<Block> blocks = doubt.drain();
        for (int i = blocks.size() - 1; i > 0; i--) {
            waiting.addFirst(blocks.get(i));
        }
        previousStamp = blocks.get(0).position();
        return blocks.get(0);
    }

    private void insert(long missing, Block block) {
        double longest = Math.min(clock.longestSeconds().getAsDouble(), Block.FARTHEST_SECONDS);
        boolean tooLong = clock.mayJump() && started && missing > samples(1000 * MAX_GAP_SECONDS);
        if (tooLong || (end + missing) / (double) rate > longest) {
            jump(missing);
            append(block, 0);
            return;
        }
        // The note about a lost packet covers its silence.
        if (started && !block.afterLoss()) {
            damage.gap((double) missing / rate);
            gapSamples = missing;
            gapEnd = end + missing;
        }
        settle();
        pieces.add(new Silence(missing));
        end += missing;
        append(block, 0);
    }

    private void jump(long deviation) {
        double seconds = (double) deviation / rate;
        for (double wrap : clock.wraps()) {
            double across = Math.IEEEremainder(seconds, wrap);
            seconds = Math.abs(across) < Math.abs(seconds) / 2 ? across : seconds;
        }
        damage.jump(seconds(), seconds);
        shift -= deviation;
        joinedAt = end;
    }

    private void append(Block block, int from) {
        started = true;
        if (from == block.length()) {
            return;
        }
        settle();
        Sound sound = new Sound(block.channels(), from, block.length());
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
        settle();
        double ratio = (double) newRate / rate;
        end = Math.round(end * ratio);
        shift = Math.round(shift * ratio);
        gapEnd = Math.round(gapEnd * ratio);
        joinedAt = joinedAt == Long.MIN_VALUE ? joinedAt : Math.round(joinedAt * ratio);
        firstStamp = firstStamp.isPresent() ? OptionalLong.of(Math.round(firstStamp.getAsLong() * ratio)) : firstStamp;
        gapSamples = Math.round(gapSamples * ratio);
        lastEnd = clock.lastEnd().isPresent() ? Math.round(lastEnd * ratio) : Long.MAX_VALUE;
        rate = newRate;
        rateChanged = true;
        jitter = new Jitter((long) rate * STEADY_SECONDS);
        pieces.add(new RateChange(newRate));
    }
}
