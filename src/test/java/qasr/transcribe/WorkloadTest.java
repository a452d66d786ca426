package qasr.transcribe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.testing.Property;
import qasr.vad.Chunk;

/** Tests the estimated time left against a simulated network with its own clock. */
final class WorkloadTest {
    private static final int ROWS = 8;
    /** Seconds of work per second of speech with all rows busy; half of it before the first token. */
    private static final double COST = 0.5;

    private double now;
    private final List<double[]> guesses = new ArrayList<>();

    @Test
    void noEstimateIsGivenBeforeWorkIsDone() {
        Workload.Estimate estimate = new Workload(2, () -> 0).estimate();
        assertTrue(estimate.fraction().isEmpty());
        assertTrue(estimate.secondsLeft().isEmpty());
        assertTrue(estimate.speed().isEmpty());
    }

    /** The encoder takes seconds before the first token; reading before it must not look like one percent in these seconds. */
    @Test
    void noTimeIsGivenBeforeTheFirstToken() {
        Workload work = new Workload(1, () -> Math.round(now * 1e9));
        RecordingWork recording = work.recording(0);
        recording.begin();
        recording.expect(20);
        ChunkWork chunk = recording.submit(chunk(0, 20));
        now = 3;
        assertTrue(work.estimate().fraction().isPresent());
        assertTrue(work.estimate().secondsLeft().isEmpty());
        chunk.token(0, 1, 0);
        assertTrue(work.estimate().secondsLeft().isPresent());
    }

    @Test
    void aRecordingThatFailedIsNoWorkAnyMore() {
        Workload work = new Workload(1, () -> 0);
        work.recording(0).expect(100);
        work.recording(0).end();
        assertEquals(1, work.estimate().fraction().orElse(1));
    }

    /**
     * A list of 100,000 names with an estimate for each of them: computing the sums again each time would take hours.
     */
    @Test
    void anEstimateTakesTheSameWorkForALongList() {
        assertEquals(looksEach(100), looksEach(10_000));
    }

    /** Returns how often the work of a recording is computed, for each of {@code count} recordings. */
    private static double looksEach(int count) {
        Workload work = new Workload(count, () -> 0);
        for (int i = 0; i < count; i++) {
            RecordingWork recording = work.recording(i);
            recording.begin();
            recording.expect(30);
            ChunkWork chunk = recording.submit(chunk(0, 10));
            chunk.token(0, 1, 0);
            work.estimate();
            recording.estimate();
            chunk.end();
            recording.doneUpTo(10);
            recording.read(30L * Waveform.SAMPLE_RATE);
            recording.end();
            work.estimate();
            assertEquals(30.0 * (i + 1), work.estimate().doneSeconds(), 1e-6);
        }
        assertEquals(1, work.estimate().fraction().orElseThrow());
        return (double) work.amounts() / count;
    }

    /** The kept sums must equal freshly computed sums. */
    @Test
    void sumsThatAreKeptAreTheSumsOfAllRecordings() {
        Property.forAll(50, random -> {
            int count = 1 + random.nextInt(5);
            Workload kept = new Workload(count, () -> 0);
            for (int event = 0; event < 100; event++) {
                change(kept.recording(random.nextInt(count)), random);
                double done = 0;
                double total = 0;
                int unknown = 0;
                for (int i = 0; i < count; i++) {
                    Workload.Estimate one = kept.recording(i).estimate();
                    done += one.doneSeconds();
                    total += one.totalSeconds().orElse(0);
                    unknown += one.totalSeconds().isPresent() ? 0 : 1;
                }
                double known = total;
                double all = kept.estimate().totalSeconds().orElse(Double.NaN);
                assertEquals(done, kept.estimate().doneSeconds(), 1e-5);
                if (unknown == 0) {
                    assertEquals(known, all, 1e-5);
                } else {
                    assertTrue(known > 0 ? all > known : Double.isNaN(all) || all >= 0, known + " of " + all);
                }
            }
        });
    }

    /** A recording without a length, or of length zero, does not hide the length of the others. */
    @Test
    void oneUnknownLengthHidesNoOthers() {
        Workload work = new Workload(10, () -> Math.round(now * 1e9));
        for (int i = 0; i < 8; i++) {
            work.recording(i).expect(100);
        }
        work.recording(8).expect(0); // it will fail in its turn
        assertEquals(900, work.estimate().totalSeconds().orElseThrow(), 1e-3);
        assertEquals(0, work.estimate().fraction().orElseThrow(), 1e-3);
        work.recording(9).readUpTo(90L * Waveform.SAMPLE_RATE + 50L * Waveform.SAMPLE_RATE, OptionalLong.empty());
        assertEquals(900, work.estimate().totalSeconds().orElseThrow(), 1e-3);
        assertTrue(work.recording(9).estimate().totalSeconds().isEmpty());
        for (int i = 0; i < 4; i++) {
            work.recording(i).begin();
            work.recording(i).submit(chunk(0, 100)).end();
            work.recording(i).read(100L * Waveform.SAMPLE_RATE);
            work.recording(i).end();
        }
        now = 40;
        assertEquals(0.45, work.estimate().fraction().orElseThrow(), 0.1);
        assertEquals(45, work.estimate().secondsLeft().orElseThrow(), 10);
        work.recording(9).read(500L * Waveform.SAMPLE_RATE); // longer than it was taken for
        assertEquals(1300, work.estimate().totalSeconds().orElseThrow(), 1e-3);
    }

    private static void change(RecordingWork recording, Random random) {
        double seconds = 100 * random.nextDouble();
        switch (random.nextInt(6)) {
            case 0 -> recording.expect(seconds);
            case 1 -> recording.doneUpTo(seconds);
            case 2 -> recording.readUpTo((long) (100 * seconds * Waveform.SAMPLE_RATE), OptionalLong.empty());
            case 3 -> recording.read((long) (seconds * Waveform.SAMPLE_RATE));
            case 4 -> recording.end();
            default -> {
                ChunkWork chunk = recording.submit(chunk(seconds, 1));
                chunk.token(0, 1, 0);
                if (random.nextBoolean()) {
                    chunk.end();
                }
            }
        }
    }

    @Test
    void silenceThatIsReadCounts() {
        Workload work = new Workload(1, () -> Math.round(now * 1e9));
        RecordingWork recording = work.recording(0);
        recording.expect(3600);
        recording.begin();
        SampleRange range = new SampleRange(0, 3 * Waveform.SAMPLE_RATE);
        recording
                .submit(new Chunk(range, Waveform.of(new float[3 * Waveform.SAMPLE_RATE]), List.of(range)))
                .end();
        now = 10;
        recording.readUpTo(1800L * Waveform.SAMPLE_RATE, OptionalLong.empty());
        assertEquals(0.5, work.estimate().fraction().orElseThrow(), 0.1);
        assertEquals(10, work.estimate().secondsLeft().orElseThrow(), 4);
    }

    @Test
    void theTimeLeftIsRightWithinAFifthAfterAMinute() {
        Property.forAll(40, random -> {
            now = 0;
            guesses.clear();
            simulate(random);
            double end = now;
            int judged = 0;
            for (double[] guess : guesses) {
                double left = end - guess[0];
                if (guess[0] >= 60 && left > 120) {
                    assertEquals(left, guess[1], 0.2 * left, "at " + guess[0] + " s of " + end);
                    judged++;
                }
            }
            assertTrue(judged > 0, guesses.size() + " guesses in " + end + " s");
        });
    }

    /** Several recordings of 10 to 30 minutes, with a share of speech of their own around that of the run. */
    private void simulate(Random random) {
        int files = 2 + random.nextInt(4);
        double share = 0.4 + 0.5 * random.nextDouble();
        Workload work = new Workload(files, () -> (long) (now * 1e9));
        double[] lengths = random.doubles(files, 600, 1800).toArray();
        for (int i = 0; i < files; i++) {
            work.recording(i).expect(lengths[i]);
            work.recording(i).begin();
        }
        Deque<ChunkWork> underWay = new ArrayDeque<>();
        for (int i = 0; i < files; i++) {
            double at = 0;
            while (at < lengths[i] - 5) {
                double speech = Math.min(lengths[i] - at, 15 + 14 * random.nextDouble());
                double silence = speech * (1 / share - 1) * (0.5 + random.nextDouble());
                Chunk chunk = chunk(at, speech);
                underWay.add(work.recording(i).submit(chunk));
                at += speech + silence;
                if (underWay.size() == ROWS) {
                    decode(work, underWay, random);
                }
            }
            work.recording(i).read((long) (lengths[i] * Waveform.SAMPLE_RATE));
        }
        decode(work, underWay, random);
        for (int i = 0; i < files; i++) {
            work.recording(i).end();
        }
    }

    /** All rows go through the encoder one after another, then say their tokens side by side. */
    private void decode(Workload work, Deque<ChunkWork> rows, Random random) {
        double seconds = rows.stream().mapToDouble(ChunkWork::weight).sum();
        for (ChunkWork row : rows) {
            now += row.weight() * COST / 2;
            row.token(0, 1, 0);
        }
        int steps = 20;
        for (int step = 0; step < steps; step++) {
            now += seconds * COST / 2 / steps;
            for (ChunkWork row : rows) {
                for (int token = 0; token < row.weight() * (3 + 2 * random.nextDouble()) / steps; token++) {
                    row.token(0, 1, 0);
                }
            }
            work.estimate().secondsLeft().ifPresent(left -> guesses.add(new double[] {now, left}));
        }
        rows.forEach(ChunkWork::end);
        rows.clear();
    }

    private static Chunk chunk(double start, double seconds) {
        long from = Math.round(start * Waveform.SAMPLE_RATE);
        int length = (int) Math.round(seconds * Waveform.SAMPLE_RATE);
        SampleRange range = new SampleRange(from, from + length);
        return new Chunk(range, Waveform.of(new float[length]), List.of(range));
    }
}
