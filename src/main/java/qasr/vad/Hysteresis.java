package qasr.vad;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import qasr.audio.SampleRange;

/**
 * Turns one probability after another into speech ranges, padded, as Silero's get_speech_timestamps does for a whole
 * recording at once. Holds a few numbers, however long speech lasts.
 *
 * <p>As there, a candidate end (the first VAD frame below the neg threshold) is confirmed by a later frame below the
 * neg threshold when min silence has passed; a frame in between the thresholds confirms nothing, one at the threshold
 * withdraws the candidate.
 */
final class Hysteresis {
    private static final int FRAME = SpeechDetector.FRAME_SAMPLES;

    private final VadOptions options;
    private final Queue<SampleRange> finished = new ArrayDeque<>();

    /** Where the VAD frame that comes next starts. */
    private long next;

    /** Speech going on, or empty; its start as heard, without padding. */
    private OptionalLong heardStart = OptionalLong.empty();

    /** Where the speech going on may have ended. */
    private OptionalLong candidateEnd = OptionalLong.empty();

    /** Padded start of the newest speech that is long enough to be kept and whose padded end is not known yet. */
    private OptionalLong keptStart = OptionalLong.empty();

    /** End as heard of that speech, or empty while it goes on. */
    private OptionalLong keptEnd = OptionalLong.empty();

    Hysteresis(VadOptions options) {
        this.options = options;
    }

    /** Takes the probability of the next VAD frame. */
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

    /** Takes the end of the recording, which lies in the last VAD frame. */
    void finish(long samples) {
        if (heardStart.isPresent()) {
            hearEnd(samples);
        }
        if (keptStart.isPresent()) {
            finishKept(Math.min(samples, keptEnd.getAsLong() + options.speechPadSamples()));
        }
    }

    /** Returns the next speech range that is complete, padded, in order. */
    Optional<SampleRange> poll() {
        return Optional.ofNullable(finished.poll());
    }

    /**
     * Returns the speech range going on that is certain to be kept: from its padded start to as far as it is certain to
     * reach. Once all of {@link #poll} is taken.
     */
    Optional<SampleRange> open() {
        if (keptStart.isEmpty()) {
            return Optional.empty();
        }
        long certain = keptEnd.orElse(certainEnd());
        return Optional.of(new SampleRange(keptStart.getAsLong(), certain));
    }

    /** Returns where speech that is not yet handed out as finished or open starts at the earliest. */
    long earliestNew() {
        boolean undecided = heardStart.isPresent() && !goesOn();
        return Math.max(0, (undecided ? heardStart.getAsLong() : next) - options.speechPadSamples());
    }

    private boolean goesOn() {
        return keptStart.isPresent() && keptEnd.isEmpty();
    }

    /**
     * The newest frame began before the recording ended, and without a candidate the speech includes some of it; the
     * frame's own end would promise too much of a recording that ends inside it.
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

    /** Speech heard from {@code start} counts: now the padding between it and the speech before can be shared out. */
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

    /** Ends the kept speech when whatever follows can no longer want a share of its padding. */
    private void finishOncePadded() {
        if (keptEnd.isPresent()) {
            long end = keptEnd.getAsLong();
            // Not "next": the recording may end before the newest frame does.
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
