package qasr.ffmpeg;

import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive blocks whose timestamps are all late, or all early, kept until the reason is known. Distances are in
 * samples from the end of the sound so far.
 */
final class Doubt {
    private static final long NONE = Long.MAX_VALUE;
    /** Pauses of codecs that send nothing in them are up to 20 times as long as their packets. */
    private static final int RUNAWAY = 100;

    private List<Block> blocks = new ArrayList<>();
    private boolean late;
    private long samples;
    private long nearest = NONE;
    private long farthest;
    private long comeback;
    private int witnesses;
    private long previous;
    private int leaps;

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** Adds a block without a usable timestamp. */
    void add(Block block) {
        blocks.add(block);
        samples += block.length();
    }

    /**
     * Takes a block that is {@code deviation} late, or early if that is negative. If its clock {@code stands}, where the
     * block before was, it proves that a gap was made up for, but never an overlap.
     */
    void add(Block block, long deviation, boolean stands) {
        if (blocks.isEmpty()) {
            late = deviation > 0;
        }
        long distance = Math.abs(deviation);
        farthest = Math.max(farthest, distance);
        comeback = Math.max(comeback, farthest - distance);
        leaps += late && witnesses > 0 && distance - previous > RUNAWAY * (long) block.length() ? 1 : 0;
        previous = distance;
        if (late || !stands) {
            nearest = Math.min(nearest, distance);
            witnesses++;
        }
        add(block);
    }

    /** Returns whether the blocks are late, not early. */
    boolean late() {
        return late;
    }

    /** Returns how many samples are kept. */
    long samples() {
        return samples;
    }

    /** Returns how many blocks are kept. */
    int size() {
        return blocks.size();
    }

    /** Returns the smallest distance: the least audio that is missing or doubled, if any block has a timestamp. */
    long nearest() {
        return nearest;
    }

    /** Returns by how much the distance shrank again after it had been larger: jitter does that, losses do not. */
    long comeback() {
        return comeback;
    }

    /** Returns the difference of the largest distance, also of a standing clock, and the smallest. */
    long spread() {
        return farthest - nearest;
    }

    /** Returns the number of blocks with a timestamp of their own. */
    int witnesses() {
        return witnesses;
    }

    /** Tells whether the clock leaps ahead with nearly every block, a hundred times as fast as the sound. */
    boolean runsAway() {
        return leaps > 0 && 2 * leaps >= witnesses - 1;
    }

    /** Returns all blocks in order and drops them. */
    List<Block> drain() {
        List<Block> all = blocks;
        blocks = new ArrayList<>();
        samples = 0;
        nearest = NONE;
        farthest = 0;
        comeback = 0;
        witnesses = 0;
        leaps = 0;
        return all;
    }
}
