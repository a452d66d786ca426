package qasr.vad;

import qasr.audio.Waveform;

/**
 * The parameters that convert probabilities to speech ranges, with Silero's names.
 *
 * @param threshold speech starts at the first VAD frame with at least this probability
 * @param negThreshold speech may end at the first VAD frame below this one, at most {@code threshold}
 * @param minSpeechMillis the minimum length of speech; shorter speech is dropped
 * @param minSilenceMillis the time without a probability of {@code threshold} after which speech has ended
 * @param speechPadMillis the padding at both ends of speech; neighbours closer than twice this value share the silence
 */
public record VadOptions(
        float threshold, float negThreshold, int minSpeechMillis, int minSilenceMillis, int speechPadMillis) {
    /** The defaults of Silero's get_speech_timestamps. */
    public static final VadOptions DEFAULT = withThreshold(0.5f);

    public VadOptions {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be above 0 and at most 1, got " + threshold);
        }
        if (!(negThreshold > 0 && negThreshold <= threshold)) {
            throw new IllegalArgumentException(
                    "neg threshold must be above 0 and at most the threshold " + threshold + ", got " + negThreshold);
        }
        notNegative("min speech", minSpeechMillis);
        notNegative("min silence", minSilenceMillis);
        notNegative("speech pad", speechPadMillis);
    }

    /**
     * Returns the defaults with the threshold {@code threshold}. The neg threshold is 0.15 lower, as in Silero, but at
     * least 0.01.
     */
    public static VadOptions withThreshold(float threshold) {
        float negThreshold = Math.max(threshold - 0.15f, Math.min(threshold, 0.01f));
        return new VadOptions(threshold, negThreshold, 250, 100, 30);
    }

    private static void notNegative(String name, int millis) {
        if (millis < 0) {
            throw new IllegalArgumentException(name + " must be 0 ms or more, got " + millis);
        }
    }

    long minSpeechSamples() {
        return samples(minSpeechMillis);
    }

    long minSilenceSamples() {
        return samples(minSilenceMillis);
    }

    long speechPadSamples() {
        return samples(speechPadMillis);
    }

    static long samples(int millis) {
        return (long) millis * Waveform.SAMPLE_RATE / 1000;
    }
}
