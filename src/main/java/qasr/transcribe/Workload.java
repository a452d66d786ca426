package qasr.transcribe;

import java.util.LinkedHashSet;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How much work the recordings of a run are, how much of it is done, and so how long the rest will take. Work is counted
 * in seconds of speech, since silence costs next to nothing; how much speech lies in what nobody has listened to yet is
 * taken from the share found so far. A recording whose length is not known counts as one of average length. An estimate takes the same time for a hundred thousand recordings as for one: sums
 * are kept, not made anew. Thread-safe.
 */
public final class Workload {
    /** What is believed before anything is known: a share of speech, worth this many seconds of listening. */
    private static final double SHARE = 0.8;

    private static final double SHARE_WEIGHT = 10;
    /** What the other recordings tell about one, in seconds of listening to it. */
    static final double OTHERS_WEIGHT = 240;
    /** A second of sound that is only read, decoded and searched for speech, against one that is transcribed. */
    private static final double SCANNING = 0.02;
    /** Four text tokens a second is what people say (spec, section 9); worth this many seconds of speech. */
    private static final double TOKENS_PER_SECOND = 4;

    private static final double TOKENS_WEIGHT = 30;

    private final LongSupplier nanoClock;
    private final RecordingWork[] recordings;
    /** The sums over all recordings but those in {@link #underWay}. */
    private final WorkTally settled;
    /** Those with chunks on their way, whose work changes with each token: a few, however many recordings there are. */
    private final Set<RecordingWork> underWay = new LinkedHashSet<>();

    private OptionalDouble start = OptionalDouble.empty();
    private double tokens;
    private double tokenSeconds;
    private long amounts;

    /** Makes the work of a run over {@code count} recordings, nothing of which is known yet. */
    public Workload(int count, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        recordings = new RecordingWork[count];
        settled = new WorkTally(count);
    }

    /** Returns the part of the recording at {@code index}. */
    public synchronized RecordingWork recording(int index) {
        if (recordings[index] == null) {
            recordings[index] = new RecordingWork(this);
        }
        return recordings[index];
    }

    /** Returns how far the whole run is. */
    public synchronized Estimate estimate() {
        WorkTally all = all();
        return estimate(all, all);
    }

    /** Returns how far one recording is, at the pace of the run. */
    synchronized Estimate estimate(RecordingWork recording) {
        return estimate(new WorkTally(0).add(1, amount(recording)), all());
    }

    private Estimate estimate(WorkTally some, WorkTally all) {
        double elapsed = start.isPresent() ? nanoClock.getAsLong() / 1e9 - start.getAsDouble() : 0;
        double done = some.done();
        double left = some.left(usualShare(all));
        double rate = elapsed > 0 ? all.done() / elapsed : 0;
        boolean known = some.isKnown();
        return new Estimate(
                known && done + left > 0 ? OptionalDouble.of(done / (done + left)) : OptionalDouble.empty(),
                some.doneSeconds(),
                known ? OptionalDouble.of(some.totalSeconds()) : OptionalDouble.empty(),
                known && rate > 0 ? OptionalDouble.of(left / rate) : OptionalDouble.empty(),
                elapsed > 0 && all.soundDone() > 0
                        ? OptionalDouble.of(all.soundDone() / elapsed)
                        : OptionalDouble.empty());
    }

    /** The sums over all recordings. */
    private WorkTally all() {
        WorkTally all = new WorkTally(settled);
        underWay.forEach(recording -> all.add(1, amount(recording)));
        return all;
    }

    /** The share of speech in what all recordings have let hear of themselves. */
    private static double usualShare(WorkTally all) {
        return (all.sampled() + SHARE * SHARE_WEIGHT) / (all.sampledUpTo() + SHARE_WEIGHT);
    }

    private WorkTally.Amount amount(RecordingWork recording) {
        amounts++;
        return recording.amount();
    }

    /** Returns how often a recording's work has been worked out; nothing may do that for all recordings at each event. */
    synchronized long amounts() {
        return amounts;
    }

    /** Notes that something about {@code recording} has changed. Called with the lock held. */
    void changed(RecordingWork recording) {
        settled.add(-1, recording.counted());
        if (recording.isUnderWay()) {
            underWay.add(recording);
            recording.counted(WorkTally.Amount.ZERO);
        } else {
            underWay.remove(recording);
            recording.counted(amount(recording));
            settled.add(1, recording.counted());
        }
    }

    /** Notes that work has begun, if it had not. */
    void begin() {
        if (start.isEmpty()) {
            start = OptionalDouble.of(nanoClock.getAsLong() / 1e9);
        }
    }

    /** Notes that {@code seconds} of speech came out as {@code count} tokens. */
    void said(int count, double seconds) {
        tokens += count;
        tokenSeconds += seconds;
    }

    double tokensPerSecond() {
        return (tokens + TOKENS_PER_SECOND * TOKENS_WEIGHT) / (tokenSeconds + TOKENS_WEIGHT);
    }

    /** Returns the work of {@code heard} seconds of speech in {@code scanned} seconds of sound. */
    static double work(double heard, double scanned) {
        return heard + SCANNING * scanned;
    }

    /**
     * How far something is.
     *
     * @param fraction the part of the work that is done, in [0, 1], if a length is known or can be guessed
     * @param doneSeconds how many seconds of sound are done for good
     * @param totalSeconds how many there are, if that is known or can be guessed
     * @param secondsLeft the time that the rest will take, if anything can be said about it
     * @param speed seconds of sound per second of time over the whole run, once some are done
     */
    public record Estimate(
            OptionalDouble fraction,
            double doneSeconds,
            OptionalDouble totalSeconds,
            OptionalDouble secondsLeft,
            OptionalDouble speed) {}
}
