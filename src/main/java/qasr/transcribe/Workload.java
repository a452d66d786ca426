package qasr.transcribe;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * How much work the recordings of a run are, how much of it is done, and so how long the rest will take. Work is counted
 * in seconds of speech, since silence costs next to nothing; how much speech lies in what nobody has listened to yet is
 * taken from the share found so far. Thread-safe.
 */
public final class Workload {
    /** What is believed before anything is known: a share of speech, worth this many seconds of listening. */
    private static final double SHARE = 0.8;

    private static final double SHARE_WEIGHT = 10;
    /** What the other recordings tell about one, in seconds of listening to it. */
    private static final double OTHERS_WEIGHT = 240;
    /** A second of sound that is only read, decoded and searched for speech, against one that is transcribed. */
    private static final double SCANNING = 0.02;
    /** Four text tokens a second is what people say (spec, section 9); worth this many seconds of speech. */
    private static final double TOKENS_PER_SECOND = 4;

    private static final double TOKENS_WEIGHT = 30;

    private final LongSupplier nanoClock;
    private final List<RecordingWork> recordings;
    private OptionalDouble start = OptionalDouble.empty();
    private double tokens;
    private double tokenSeconds;

    /** Makes the work of a run over {@code count} recordings, nothing of which is known yet. */
    public Workload(int count, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        recordings = IntStream.range(0, count)
                .mapToObj(index -> new RecordingWork(this))
                .toList();
    }

    /** Returns the part of the recording at {@code index}. */
    public RecordingWork recording(int index) {
        return recordings.get(index);
    }

    /** Returns how far the whole run is. */
    public synchronized Estimate estimate() {
        return estimate(recordings);
    }

    synchronized Estimate estimate(List<RecordingWork> some) {
        double done = 0;
        double left = 0;
        double doneSeconds = 0;
        double totalSeconds = 0;
        boolean known = true;
        for (RecordingWork recording : some) {
            RecordingWork.Amount amount = recording.amount(this);
            done += amount.done();
            left += amount.left();
            doneSeconds += amount.doneSeconds();
            totalSeconds += amount.totalSeconds().orElse(0);
            known &= amount.totalSeconds().isPresent();
        }
        double rate = rate();
        boolean measured = rate > 0 && known;
        return new Estimate(
                known && done + left > 0 ? OptionalDouble.of(done / (done + left)) : OptionalDouble.empty(),
                doneSeconds,
                known ? OptionalDouble.of(totalSeconds) : OptionalDouble.empty(),
                measured ? OptionalDouble.of(left / rate) : OptionalDouble.empty(),
                speed());
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

    /** Returns the share of speech that a recording probably has, given what was found in it and in all others. */
    double share(double found, double scanned) {
        double all = recordings.stream().mapToDouble(RecordingWork::sampled).sum();
        double allScanned =
                recordings.stream().mapToDouble(RecordingWork::sampledUpTo).sum();
        double usual = (all + SHARE * SHARE_WEIGHT) / (allScanned + SHARE_WEIGHT);
        return (found + usual * OTHERS_WEIGHT) / (scanned + OTHERS_WEIGHT);
    }

    /** Returns the work of {@code heard} seconds of speech in {@code scanned} seconds of sound. */
    static double work(double heard, double scanned) {
        return heard + SCANNING * scanned;
    }

    private double elapsed() {
        return start.isPresent() ? nanoClock.getAsLong() / 1e9 - start.getAsDouble() : 0;
    }

    /** Work done in a second of time. */
    private double rate() {
        double done = recordings.stream()
                .mapToDouble(recording -> recording.amount(this).done())
                .sum();
        return elapsed() > 0 ? done / elapsed() : 0;
    }

    /** Seconds of sound done in a second of time, chunks that are under way counted by their parts. */
    private OptionalDouble speed() {
        double sound = recordings.stream()
                .mapToDouble(recording -> recording.amount(this).soundDone())
                .sum();
        return elapsed() > 0 && sound > 0 ? OptionalDouble.of(sound / elapsed()) : OptionalDouble.empty();
    }

    /**
     * How far something is.
     *
     * @param fraction the part of the work that is done, in [0, 1], if the length of everything is known
     * @param doneSeconds how many seconds of sound are done for good
     * @param totalSeconds how many there are, if that is known
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
