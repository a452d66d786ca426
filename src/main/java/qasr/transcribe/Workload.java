package qasr.transcribe;

import java.util.LinkedHashSet;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The work of a run: all of it, the part that is done, and the time that the rest will take. The unit is a second of speech,
 * because silence costs almost no time. The speech in unread audio is estimated from the share of speech in the audio read
 * before. A recording of unknown length counts as one of average length. An estimate takes the same time for a hundred
 * thousand recordings as for one, because sums are kept. Thread-safe.
 */
public final class Workload {
    /** The initial share of speech; it has the weight of {@link #SHARE_WEIGHT} seconds of audio. */
    private static final double SHARE = 0.8;

    private static final double SHARE_WEIGHT = 10;
    /** The weight of the other recordings' share of speech in the estimate for one, in seconds of audio. */
    static final double OTHERS_WEIGHT = 240;
    /** The work of a second of audio without speech, relative to a second of speech. */
    private static final double SCANNING = 0.02;
    /**
     * The initial number of text tokens per second (spec, section 9); it has the weight of {@link #TOKENS_WEIGHT}
     * seconds.
     */
    private static final double TOKENS_PER_SECOND = 4;

    private static final double TOKENS_WEIGHT = 30;

    private final LongSupplier nanoClock;
    private final RecordingWork[] recordings;
    /** The sums over all recordings but those in {@link #underWay}. */
    private final WorkTally settled;
    /** The recordings with chunks that are being decoded, whose work changes with each token. There are only a few. */
    private final Set<RecordingWork> underWay = new LinkedHashSet<>();

    private OptionalDouble start = OptionalDouble.empty();
    private double tokens;
    private double tokenSeconds;
    private long amounts;

    /** Creates the work of a run over {@code count} recordings of unknown length. */
    public Workload(int count, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        recordings = new RecordingWork[count];
        settled = new WorkTally(count);
    }

    /** Returns the work of the recording at {@code index}. */
    public synchronized RecordingWork recording(int index) {
        if (recordings[index] == null) {
            recordings[index] = new RecordingWork(this);
        }
        return recordings[index];
    }

    /** Returns the progress of the whole run. */
    public synchronized Estimate estimate() {
        WorkTally all = all();
        return estimate(all, all);
    }

    /** Returns the progress of one recording, with the time left at the speed of the run. */
    synchronized Estimate estimate(RecordingWork recording) {
        return estimate(new WorkTally(0).add(1, amount(recording)), all());
    }

    private Estimate estimate(WorkTally some, WorkTally all) {
        double elapsed = start.isPresent() ? nanoClock.getAsLong() / 1e9 - start.getAsDouble() : 0;
        double done = some.done();
        double left = some.left(usualShare(all));
        // Before the first words, only reading is done, and the encoder's time would count as time of reading.
        boolean decoded = elapsed > 0 && all.soundDone() > 0;
        boolean known = some.isKnown();
        return new Estimate(
                known && done + left > 0 ? OptionalDouble.of(done / (done + left)) : OptionalDouble.empty(),
                some.doneSeconds(),
                known ? OptionalDouble.of(some.totalSeconds()) : OptionalDouble.empty(),
                known && decoded ? OptionalDouble.of(left * elapsed / all.done()) : OptionalDouble.empty(),
                decoded ? OptionalDouble.of(all.soundDone() / elapsed) : OptionalDouble.empty());
    }

    /** Returns the sums over all recordings. */
    private WorkTally all() {
        WorkTally all = new WorkTally(settled);
        underWay.forEach(recording -> all.add(1, amount(recording)));
        return all;
    }

    /** Returns the share of speech in all audio that has been searched for speech. */
    private static double usualShare(WorkTally all) {
        return (all.sampled() + SHARE * SHARE_WEIGHT) / (all.sampledUpTo() + SHARE_WEIGHT);
    }

    private WorkTally.Amount amount(RecordingWork recording) {
        amounts++;
        return recording.amount();
    }

    /**
     * Returns how often the work of a recording has been computed. For tests: no event may compute the work of all
     * recordings.
     */
    synchronized long amounts() {
        return amounts;
    }

    /** Updates the sums after a change of {@code recording}. Called with the lock held. */
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

    /** Records the start of the work, once. */
    void begin() {
        if (start.isEmpty()) {
            start = OptionalDouble.of(nanoClock.getAsLong() / 1e9);
        }
    }

    /** Records that {@code seconds} of speech gave {@code count} tokens. */
    void said(int count, double seconds) {
        tokens += count;
        tokenSeconds += seconds;
    }

    double tokensPerSecond() {
        return (tokens + TOKENS_PER_SECOND * TOKENS_WEIGHT) / (tokenSeconds + TOKENS_WEIGHT);
    }

    /** Returns the work of {@code heard} seconds of speech in {@code scanned} seconds of audio. */
    static double work(double heard, double scanned) {
        return heard + SCANNING * scanned;
    }

    /**
     * The progress of a recording or a run.
     *
     * @param fraction the part of the work that is done, in [0, 1], if a length is known or can be guessed
     * @param doneSeconds seconds of finished audio
     * @param totalSeconds seconds of all audio, if that is known or can be guessed
     * @param secondsLeft the time that the rest will take, if it can be estimated, once some sound is done
     * @param speed seconds of sound per second of time over the whole run, once some are done
     */
    public record Estimate(
            OptionalDouble fraction,
            double doneSeconds,
            OptionalDouble totalSeconds,
            OptionalDouble secondsLeft,
            OptionalDouble speed) {}
}
