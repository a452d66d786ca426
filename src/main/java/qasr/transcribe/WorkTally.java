package qasr.transcribe;

/**
 * Sums of the work of several recordings. Adding or subtracting one recording takes constant time. The sums are whole
 * microseconds, so that subtracting an amount undoes adding it exactly.
 */
final class WorkTally {
    private static final double UNIT = 1e6;
    /** A cap of three years per recording, so that wrong lengths in headers do not overflow the sums. */
    private static final double MOST_SECONDS = 1e8;

    /**
     * The work of one recording, in microseconds.
     *
     * @param done work done, in its own unit
     * @param left work that is left, as far as it does not depend on the share of speech that is usual
     * @param leftPerShare the factor of that share in the rest of the work
     * @param doneSound finished audio
     * @param totalSound all audio, 0 if the length is not known
     * @param unknown 1 if the length is not known
     * @param measured 1 if the length is known and not 0
     * @param unknownRead audio that was searched for speech, 0 if the length of the recording is known
     * @param soundDone audio done, with the parts of chunks in work
     * @param sampled speech in the audio that was searched for speech
     * @param sampledUpTo audio that was searched for speech
     */
    record Amount(
            long done,
            long left,
            long leftPerShare,
            long doneSound,
            long totalSound,
            int unknown,
            int measured,
            long unknownRead,
            long soundDone,
            long sampled,
            long sampledUpTo) {
        /** Nothing at all. */
        static final Amount ZERO = new Amount(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        /** That of a recording of which nothing is known. */
        static final Amount UNKNOWN = new Amount(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);
    }

    private long done;
    private long left;
    private long leftPerShare;
    private long doneSound;
    private long totalSound;
    private int unknown;
    private int measured;
    private long unknownRead;
    private long soundDone;
    private long sampled;
    private long sampledUpTo;

    /** Returns {@code seconds} in the unit of an {@link Amount}. */
    static long micros(double seconds) {
        return Math.round(UNIT * Math.max(0, Math.min(MOST_SECONDS, seconds)));
    }

    /** Creates the sums of {@code count} recordings of unknown length. */
    WorkTally(int count) {
        unknown = count;
    }

    /** Creates a copy of {@code other}. */
    WorkTally(WorkTally other) {
        this(other.unknown);
        done = other.done;
        left = other.left;
        leftPerShare = other.leftPerShare;
        doneSound = other.doneSound;
        totalSound = other.totalSound;
        measured = other.measured;
        unknownRead = other.unknownRead;
        soundDone = other.soundDone;
        sampled = other.sampled;
        sampledUpTo = other.sampledUpTo;
    }

    /** Adds the work of one recording, or subtracts it if {@code sign} is -1. */
    WorkTally add(int sign, Amount amount) {
        done += sign * amount.done();
        left += sign * amount.left();
        leftPerShare += sign * amount.leftPerShare();
        doneSound += sign * amount.doneSound();
        totalSound += sign * amount.totalSound();
        unknown += sign * amount.unknown();
        measured += sign * amount.measured();
        unknownRead += sign * amount.unknownRead();
        soundDone += sign * amount.soundDone();
        sampled += sign * amount.sampled();
        sampledUpTo += sign * amount.sampledUpTo();
        return this;
    }

    /** Tells whether all lengths are known, or enough of them to guess the others. */
    boolean isKnown() {
        return unknown == 0 || measured > 0;
    }

    /**
     * Returns the seconds that are still to be read of recordings whose length is not known: each is taken to be as long as
     * the others are on average, or as what has been read of it.
     */
    double guessedSeconds() {
        double mean = measured == 0 ? 0 : totalSound / UNIT / measured;
        return Math.max(0, unknown * mean - unknownRead / UNIT);
    }

    double done() {
        return done / UNIT;
    }

    /** Returns the work that is left if {@code usual} of a recording is speech. */
    double left(double usual) {
        double guessed = guessedSeconds();
        return (left + usual * leftPerShare) / UNIT + Workload.work(usual * guessed, guessed);
    }

    double doneSeconds() {
        return doneSound / UNIT;
    }

    /** Returns all seconds of sound, with a guess for recordings whose length is not known. */
    double totalSeconds() {
        return (totalSound + unknownRead) / UNIT + guessedSeconds();
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
