package qasr.vad;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import qasr.audio.SampleRange;

/**
 * The sound that may be speech, although the detector's probability is below the threshold. It takes one bit per VAD frame, 14
 * kB an hour.
 *
 * <p>The lower limit is 0.1. In 12 recordings of films and speeches, 3 % of the VAD frames were between it and 0.5; most of
 * them were at the ends of words, in chunks.
 */
final class Unsure {
    private static final float LEAST = 0.1f;

    private final BitSet frames = new BitSet();

    /** Adds the VAD frame that starts at {@code start}. */
    void accept(long start, float probability, float threshold) {
        if (probability >= LEAST && probability < threshold) {
            frames.set(Math.toIntExact(start / SpeechDetector.FRAME_SAMPLES));
        }
    }

    /** Adds the VAD frames of another channel. */
    void add(Unsure other) {
        frames.or(other.frames);
    }

    /** Returns the ranges of VAD frames that are in none of {@code chunks}, in order. */
    List<SampleRange> outside(Collection<SampleRange> chunks) {
        BitSet rest = (BitSet) frames.clone();
        for (SampleRange chunk : chunks) {
            rest.clear(
                    Math.toIntExact(chunk.start() / SpeechDetector.FRAME_SAMPLES),
                    Math.toIntExact((chunk.end() + SpeechDetector.FRAME_SAMPLES - 1) / SpeechDetector.FRAME_SAMPLES));
        }
        List<SampleRange> ranges = new ArrayList<>();
        for (int from = rest.nextSetBit(0); from >= 0; ) {
            int to = rest.nextClearBit(from);
            ranges.add(new SampleRange(
                    from * (long) SpeechDetector.FRAME_SAMPLES, to * (long) SpeechDetector.FRAME_SAMPLES));
            from = rest.nextSetBit(to);
        }
        return ranges;
    }
}
