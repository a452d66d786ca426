package qasr.vad;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import qasr.audio.SampleRange;

/**
 * Converts a stream of probabilities into padded speech ranges, with the same result as Silero's get_speech_timestamps
 * for a whole recording. It holds a few numbers only, for any length of speech.
 *
 * <p>The first VAD frame below the neg threshold is a candidate end. A later frame below the neg threshold confirms the
 * candidate if min silence has passed. A frame between the thresholds changes nothing. A frame at or above the
 * threshold withdraws the candidate.
 */
final class Hysteresis {
    private static final int FRAME = SpeechDetector.FRAME_SAMPLES;

    private final VadOptions options;
    private final Queue<SampleRange> finished = new ArrayDeque<>();

    /** The start of the next VAD frame. */
    private long next;

    /** The start of unfinished speech, without padding; empty if there is none. */
    private OptionalLong heardStart = OptionalLong.empty();

    /** The candidate end of the unfinished speech. */
    private OptionalLong candidateEnd = OptionalLong.empty();

    /** The padded start of the newest speech that is long enough and whose padded end is not known yet. */
    private OptionalLong keptStart = OptionalLong.empty();

    /** The end of that speech without padding; empty while the speech is unfinished. */
    private OptionalLong keptEnd = OptionalLong.empty();

    Hysteresis(VadOptions options) {
        this.options = options;
    }

    /** Adds the probability of the next VAD frame. */
    void accept(float probability) {
        if (probability >= options.threshold()) {
            candidateEnd = OptionalLong.empty();
            if (heardStart.isEmpty()) {
                heardStart = OptionalLong.of(next);
            }
        } else if (heardStart.isPresent() && probability < options.negThreshold()) {
            if (candidateEnd.isEmpty()) {
                candidateEnd = OptionalLong.of(next);
            }
            if (next - candidateEnd.getAsLong() >= options.minSilenceSamples()) {
                hearEnd(candidateEnd.getAsLong());
            }
        }
        next += FRAME;
        keepOnceLongEnough();
        finishOncePadded();
    }

    /** Sets the end of the recording, which is in the last VAD frame. */
    void finish(long samples) {
        if (heardStart.isPresent()) {
            hearEnd(samples);
        }
        if (keptStart.isPresent()) {
            finishKept(Math.min(samples, keptEnd.getAsLong() + options.speechPadSamples()));
        }
    }

    /** Returns the next complete speech range, padded, in order. */
    Optional<SampleRange> poll() {
        return Optional.ofNullable(finished.poll());
    }

    /**
     * Returns the certain part of the unfinished speech range, from its padded start, if the range is long enough to be
     * kept. Call it after {@link #poll} has returned all complete ranges.
     */
    Optional<SampleRange> open() {
        if (keptStart.isEmpty()) {
            return Optional.empty();
        }
        long certain = keptEnd.orElse(certainEnd());
        return Optional.of(new SampleRange(keptStart.getAsLong(), certain));
    }

    /** Returns the earliest possible start of speech that neither {@link #poll} nor {@link #open} has returned. */
    long earliestNew() {
        boolean undecided = heardStart.isPresent() && !goesOn();
        return Math.max(0, (undecided ? heardStart.getAsLong() : next) - options.speechPadSamples());
    }

    private boolean goesOn() {
        return keptStart.isPresent() && keptEnd.isEmpty();
    }

    /**
     * Returns the end of the certain part. Without a candidate end, this is the start of the newest frame plus one
     * sample, because the recording may end inside that frame.
     */
    private long certainEnd() {
        return candidateEnd.orElse(next - FRAME + 1);
    }

    private void hearEnd(long end) {
        long start = heardStart.getAsLong();
        if (!goesOn() && end - start >= options.minSpeechSamples()) {
            keep(start);
        }
        if (goesOn()) {
            keptEnd = OptionalLong.of(end);
        }
        heardStart = OptionalLong.empty();
        candidateEnd = OptionalLong.empty();
    }

    private void keepOnceLongEnough() {
        if (heardStart.isPresent() && !goesOn()) {
            long start = heardStart.getAsLong();
            if (certainEnd() - start >= options.minSpeechSamples()) {
                keep(start);
            }
        }
    }

    /** Keeps the speech from {@code start}, and divides the padding between it and the previous speech. */
    private void keep(long start) {
        long pad = options.speechPadSamples();
        if (keptStart.isPresent()) {
            long end = keptEnd.getAsLong();
            long silence = start - end;
            pad = silence < 2 * pad ? silence / 2 : pad;
            finishKept(end + pad);
        }
        keptStart = OptionalLong.of(Math.max(0, start - pad));
    }

    /** Ends the kept speech when no later speech can need a share of its padding. */
    private void finishOncePadded() {
        if (keptEnd.isPresent()) {
            long end = keptEnd.getAsLong();
            // Not "next", because the recording may end before the newest frame ends.
            long nextSpeech = heardStart.orElse(next - FRAME);
            if (nextSpeech >= end + 2 * options.speechPadSamples()) {
                finishKept(end + options.speechPadSamples());
            }
        }
    }

    private void finishKept(long paddedEnd) {
        finished.add(new SampleRange(keptStart.getAsLong(), paddedEnd));
        keptStart = OptionalLong.empty();
        keptEnd = OptionalLong.empty();
    }
}
