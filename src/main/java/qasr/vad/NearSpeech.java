package qasr.vad;

import java.util.Arrays;
import java.util.Optional;
import qasr.audio.SampleRange;

/**
 * The VAD frames that are near speech of one channel, as it would be detected without the other channels. Probabilities
 * that do not suffice for speech count for nothing.
 */
final class NearSpeech {
    /** The distance at which a frame still is near, 320 ms. */
    private static final long NEAR = 10L * SpeechDetector.FRAME_SAMPLES;

    private final Hysteresis hysteresis;
    /** The end of the last speech, in samples. */
    private long lastEnd = -NEAR - 1;

    private long heard;

    NearSpeech(VadOptions options) {
        hysteresis = new Hysteresis(new VadOptions(
                options.threshold(), options.negThreshold(), options.minSpeechMillis(), options.minSilenceMillis(), 0));
    }

    /**
     * Hears the next frames, and returns which of them are near speech, as far as it is known by then. What has just begun
     * counts as speech until it proves to be too short.
     */
    boolean[] hear(float[] probabilities) {
        boolean[] near = new boolean[probabilities.length];
        long from = heard;
        mark(near, from, lastEnd, lastEnd);
        for (float probability : probabilities) {
            hysteresis.accept(probability);
        }
        heard += (long) probabilities.length * SpeechDetector.FRAME_SAMPLES;
        Optional<SampleRange> range = hysteresis.poll();
        while (range.isPresent()) {
            lastEnd = range.get().end();
            mark(near, from, range.get().start(), lastEnd);
            range = hysteresis.poll();
        }
        hysteresis.open().ifPresent(open -> {
            lastEnd = open.end();
            mark(near, from, open.start(), open.end());
        });
        if (hysteresis.earliestNew() < heard) {
            mark(near, from, hysteresis.earliestNew(), heard);
        }
        return near;
    }

    /** Marks the frames of a block from {@code from} on that are near the samples [start, end). */
    private static void mark(boolean[] near, long from, long start, long end) {
        int frame = SpeechDetector.FRAME_SAMPLES;
        long first = Math.floorDiv(start - NEAR - from, frame);
        long last = Math.floorDiv(end + NEAR - from - 1, frame) + 1;
        int to = (int) Math.min(near.length, Math.max(0, last));
        Arrays.fill(near, (int) Math.min(to, Math.max(0, first)), to, true);
    }
}
