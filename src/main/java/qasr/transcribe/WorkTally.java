package qasr.transcribe;

/**
 * Sums of the work of several recordings, to which one recording's is added and taken away again in a few steps however
 * many there are. Whole microseconds, so that what was added leaves nothing behind when it is taken away.
 */
final class WorkTally {
    private static final double UNIT = 1e6;
    /** More than any recording lasts (three years), so that sums of what headers claim do not overflow. */
    private static final double MOST_SECONDS = 1e8;

    /**
     * One recording's work, in microseconds.
     *
     * @param done work done, in its own unit
     * @param left work that is left, as far as it does not depend on the share of speech that is usual
     * @param leftPerShare what that share is multiplied by to have the rest
     * @param doneSound sound that is done for good
     * @param totalSound all of it, 0 if that is not known
     * @param unknown 1 if that is not known
     * @param soundDone sound done, with the parts of chunks that are under way
     * @param sampled speech in what was searched for speech
     * @param sampledUpTo what was searched for speech
     */
    record Amount(
            long done,
            long left,
            long leftPerShare,
            long doneSound,
            long totalSound,
            int unknown,
            long soundDone,
            long sampled,
            long sampledUpTo) {
        /** Nothing at all. */
        static final Amount ZERO = new Amount(0, 0, 0, 0, 0, 0, 0, 0, 0);

        /** That of a recording of which nothing is known. */
        static final Amount UNKNOWN = new Amount(0, 0, 0, 0, 0, 1, 0, 0, 0);
    }

    private long done;
    private long left;
    private long leftPerShare;
    private long doneSound;
    private long totalSound;
    private int unknown;
    private long soundDone;
    private long sampled;
    private long sampledUpTo;

    /** Returns {@code seconds} in the unit of an {@link Amount}. */
    static long micros(double seconds) {
        return Math.round(UNIT * Math.max(0, Math.min(MOST_SECONDS, seconds)));
    }

    /** Makes the sums of {@code count} recordings of which nothing is known. */
    WorkTally(int count) {
        unknown = count;
    }

    /** Makes a copy of {@code other}. */
    WorkTally(WorkTally other) {
        this(other.unknown);
        done = other.done;
        left = other.left;
        leftPerShare = other.leftPerShare;
        doneSound = other.doneSound;
        totalSound = other.totalSound;
        soundDone = other.soundDone;
        sampled = other.sampled;
        sampledUpTo = other.sampledUpTo;
    }

    /** Adds one recording's work, or takes it away where {@code sign} is -1. */
    WorkTally add(int sign, Amount amount) {
        done += sign * amount.done();
        left += sign * amount.left();
        leftPerShare += sign * amount.leftPerShare();
        doneSound += sign * amount.doneSound();
        totalSound += sign * amount.totalSound();
        unknown += sign * amount.unknown();
        soundDone += sign * amount.soundDone();
        sampled += sign * amount.sampled();
        sampledUpTo += sign * amount.sampledUpTo();
        return this;
    }

    /** Tells whether all lengths are known. */
    boolean isKnown() {
        return unknown == 0;
    }

    double done() {
        return done / UNIT;
    }

    /** Returns the work that is left if {@code usual} of a recording is speech. */
    double left(double usual) {
        return (left + usual * leftPerShare) / UNIT;
    }

    double doneSeconds() {
        return doneSound / UNIT;
    }

    double totalSeconds() {
        return totalSound / UNIT;
    }

    double soundDone() {
        return soundDone / UNIT;
    }

    double sampled() {
        return sampled / UNIT;
    }

    double sampledUpTo() {
        return sampledUpTo / UNIT;
    }
}
