package qasr.transcribe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.vad.Chunk;

/** One recording's part of a {@link Workload}, whose lock it shares. */
public final class RecordingWork {
    /** Longer than the reading can be ahead of the chunks that come of it, in seconds. */
    private static final double CHUNK_DELAY = 90;

    private final Workload run;
    private final Deque<ChunkWork> underWay = new ArrayDeque<>(1);
    private WorkTally.Amount counted = WorkTally.Amount.UNKNOWN;
    private OptionalDouble expected = OptionalDouble.empty();
    private double scanned;
    private double found;
    /** Speech found up to the beginning of the last chunk, so that the silence after each chunk has been counted. */
    private double sampled;

    private double sampledUpTo;
    private double heard;
    private double doneSeconds;
    private boolean allRead;
    private boolean over;

    RecordingWork(Workload run) {
        this.run = run;
    }

    /** Notes how long the recording seems to be. */
    public void expect(double seconds) {
        synchronized (run) {
            expected = OptionalDouble.of(seconds);
            run.changed(this);
        }
    }

    /** Notes that everything before {@code seconds} is done for good. */
    public void doneUpTo(double seconds) {
        synchronized (run) {
            doneSeconds = seconds;
            run.changed(this);
        }
    }

    /** Notes that nothing is left to do, whether it went well or not. */
    public void end() {
        synchronized (run) {
            over = true;
            underWay.clear();
            run.changed(this);
        }
    }

    /** Returns how far the recording is, at the pace of the run. */
    public Workload.Estimate estimate() {
        return run.estimate(this);
    }

    /** Returns the tokens so far of the first chunk that is being decoded. */
    public Optional<int[]> head() {
        synchronized (run) {
            return Optional.ofNullable(underWay.peekFirst()).map(ChunkWork::tokens);
        }
    }

    /** Notes a chunk that needs no network, or is done with it. */
    public void passed(Chunk chunk) {
        submit(chunk).end();
        doneUpTo(seconds(chunk.range().end()));
    }

    /** Notes that work on it begins. */
    public void begin() {
        synchronized (run) {
            run.begin();
        }
    }

    /** Notes a chunk that goes to the network. */
    ChunkWork submit(Chunk chunk) {
        long speech = chunk.speech().stream().mapToLong(SampleRange::length).sum();
        double length = seconds(chunk.range().length());
        // The encoder works on all of it, the decoder says only what is spoken: about half of the work each.
        double weight = speech == 0 ? length : (length + seconds(speech)) / 2;
        synchronized (run) {
            run.begin();
            ChunkWork work = new ChunkWork(run, this, weight);
            underWay.add(work);
            sampled = found;
            sampledUpTo = Math.max(sampledUpTo, seconds(chunk.range().start()));
            scanned = Math.max(scanned, seconds(chunk.range().end()));
            found += weight;
            run.changed(this);
            return work;
        }
    }

    /**
     * Notes that its samples before {@code position} have been read. A chunk comes of them soon or never: what was read
     * long after the last one is silence. By now it seems to have {@code expectedSamples}, if that is known: headers may be
     * wrong.
     */
    public void readUpTo(long position, OptionalLong expectedSamples) {
        synchronized (run) {
            if (expectedSamples.isPresent() && seconds(expectedSamples.getAsLong()) != expected.orElse(-1)) {
                expected = OptionalDouble.of(seconds(expectedSamples.getAsLong()));
                run.changed(this);
            }
            double settled = seconds(position) - CHUNK_DELAY;
            if (settled > scanned) {
                scanned = settled;
                sampled = found;
                sampledUpTo = settled;
                run.changed(this);
            }
        }
    }

    /** Notes that all of its {@code samples} samples have been read. */
    public void read(long samples) {
        synchronized (run) {
            allRead = true;
            scanned = seconds(samples);
            sampled = found;
            sampledUpTo = scanned;
            run.changed(this);
        }
    }

    /** Notes the end of a chunk that was submitted. Called with the lock held. */
    void finished(ChunkWork chunk) {
        if (underWay.remove(chunk)) {
            heard += chunk.weight();
            run.changed(this);
        }
    }

    /** Tells whether chunks of it are on their way, so that its work changes with each token. */
    boolean isUnderWay() {
        return !underWay.isEmpty();
    }

    /** Returns what {@link Workload} has counted of it. */
    WorkTally.Amount counted() {
        return counted;
    }

    void counted(WorkTally.Amount amount) {
        counted = amount;
    }

    /**
     * Returns its work as it is now. The share of speech in what nobody has listened to is that found here and the usual
     * one, weighted: a part of the work that is left is the usual share times something.
     */
    WorkTally.Amount amount() {
        double parts = underWay.stream()
                .mapToDouble(chunk -> chunk.weight() * chunk.fraction())
                .sum();
        double length = Math.max(scanned, expected.orElse(0));
        double unread = over || allRead ? 0 : length - scanned;
        double waiting = over ? 0 : Math.max(0, found - heard - parts);
        double silence = Math.max(0, scanned - found);
        double reached = found == 0 ? scanned : (heard + parts) + silence * (heard + parts) / found;
        boolean known = over || allRead || expected.isPresent();
        double weight = unread / (sampledUpTo + Workload.OTHERS_WEIGHT);
        double all = over || allRead ? scanned : length;
        return new WorkTally.Amount(
                WorkTally.micros(Workload.work(heard + parts, scanned)),
                WorkTally.micros(waiting + Workload.work(weight * sampled, unread)),
                WorkTally.micros(weight * Workload.OTHERS_WEIGHT),
                WorkTally.micros(over && allRead ? scanned : doneSeconds),
                WorkTally.micros(known ? all : 0),
                known ? 0 : 1,
                known && all > 0 ? 1 : 0,
                WorkTally.micros(known ? 0 : scanned),
                WorkTally.micros(over && allRead ? scanned : reached),
                WorkTally.micros(sampled),
                WorkTally.micros(sampledUpTo));
    }

    private static double seconds(long samples) {
        return (double) samples / Waveform.SAMPLE_RATE;
    }
}
