package qasr.transcribe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.vad.Chunk;

/** The work of one recording in a {@link Workload}. Uses the lock of the workload. */
public final class RecordingWork {
    /** The longest time, in seconds, that reading can be ahead of the chunks. */
    private static final double CHUNK_DELAY = 90;

    private final Workload run;
    private final Deque<ChunkWork> underWay = new ArrayDeque<>(1);
    private WorkTally.Amount counted = WorkTally.Amount.UNKNOWN;
    private OptionalDouble expected = OptionalDouble.empty();
    private double scanned;
    private double found;
    /** Speech found before the beginning of the last chunk. The silence after each of these chunks is known. */
    private double sampled;

    private double sampledUpTo;
    private double heard;
    private double doneSeconds;
    private boolean allRead;
    private boolean over;

    RecordingWork(Workload run) {
        this.run = run;
    }

    /** Sets the expected length of the recording. */
    public void expect(double seconds) {
        synchronized (run) {
            expected = OptionalDouble.of(seconds);
            run.changed(this);
        }
    }

    /** Records that everything before {@code seconds} is done. */
    public void doneUpTo(double seconds) {
        synchronized (run) {
            doneSeconds = Math.max(doneSeconds, seconds); // chunks of several channels overlap
            run.changed(this);
        }
    }

    /** Records that the recording has ended, successfully or not. */
    public void end() {
        synchronized (run) {
            over = true;
            underWay.clear();
            run.changed(this);
        }
    }

    /** Returns the progress of the recording, with the time left at the speed of the run. */
    public Workload.Estimate estimate() {
        return run.estimate(this);
    }

    /** Returns the tokens so far of the first chunk that is being decoded. */
    public Optional<int[]> head() {
        synchronized (run) {
            return Optional.ofNullable(underWay.peekFirst()).map(ChunkWork::tokens);
        }
    }

    /** Records a chunk that needs no decoding. */
    public void passed(Chunk chunk) {
        submit(chunk).end();
        doneUpTo(seconds(chunk.range().end()));
    }

    /** Records that work on the recording begins. */
    public void begin() {
        synchronized (run) {
            run.begin();
        }
    }

    /** Records a chunk that is submitted to the network. */
    ChunkWork submit(Chunk chunk) {
        long speech = chunk.speech().stream().mapToLong(SampleRange::length).sum();
        double length = seconds(chunk.range().length());
        // The encoder processes the whole chunk, the decoder writes only the speech: about half of the work each.
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
     * Records that the samples before {@code position} have been read. Samples that were read long ago without becoming
     * part of a chunk are silence. {@code expectedSamples} is the current estimate of the length, if known; headers may
     * be wrong, so it can change.
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

    /** Records that the recording has been read to its end and has {@code samples} samples. */
    public void read(long samples) {
        synchronized (run) {
            allRead = true;
            scanned = seconds(samples);
            sampled = found;
            sampledUpTo = scanned;
            run.changed(this);
        }
    }

    /** Records the end of a submitted chunk. Called with the lock held. */
    void finished(ChunkWork chunk) {
        if (underWay.remove(chunk)) {
            heard += chunk.weight();
            run.changed(this);
        }
    }

    /** Returns whether chunks are being decoded. If so, the work changes with each token. */
    boolean isUnderWay() {
        return !underWay.isEmpty();
    }

    /** Returns the amount that {@link Workload} has counted for this recording. */
    WorkTally.Amount counted() {
        return counted;
    }

    void counted(WorkTally.Amount amount) {
        counted = amount;
    }

    /**
     * Returns the current work of this recording. The speech share of the unread part is estimated as a weighted mean
     * of this recording's share and the usual share of the run. So one part of the remaining work is proportional to
     * the usual share.
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
