package qasr.model;

import qasr.audio.Waveform;

/** The rules for the network's input: accepted waveforms, padding, and the token budget. */
public final class ModelInput {
    /** Half a second. Shorter chunks are padded with zeros, as in transformers 5.18 (processing_qwen3_asr). */
    public static final int MINIMUM_SAMPLES = 8_000;
    /** The shortest waveform that has a spectrogram: a window of the Fourier transform, of which half is mirrored. */
    public static final int SHORTEST_SAMPLES = 400;

    // qasr's own rule, so that only a loop reaches the limit. The tokenizer needs 0.9 tokens for a character of Hindi
    // and 0.8
    // for one of Greek (English 0.2): 15 a second when they are spoken fast, and 17 by the fastest speakers.
    private static final int TOKENS_PER_SECOND = 20;
    private static final int FIXED_TOKENS = 64;
    private static final int MAXIMUM_TOKENS = 4_096;

    private ModelInput() {}

    /**
     * Returns {@code waveform} as the reference feeds it to the network: divided by its peak if the peak is above 1,
     * and padded with zeros to {@link #MINIMUM_SAMPLES}.
     *
     * @throws IllegalArgumentException if the waveform is empty, contains only zeros, or contains a number that is not
     *     finite
     */
    public static Waveform prepared(Waveform waveform) {
        Waveform scaled = scaled(waveform);
        if (!accepts(scaled)) {
            throw new IllegalArgumentException(
                    scaled.length() == 0 ? "the waveform is empty" : "the waveform is silent throughout");
        }
        return scaled.paddedTo(MINIMUM_SAMPLES);
    }

    /**
     * Returns {@code waveform} divided by its peak if the peak is above 1.
     *
     * @throws IllegalArgumentException if the waveform contains a number that is not finite
     */
    public static Waveform scaled(Waveform waveform) {
        float[] samples = waveform.toArray();
        float peak = 0;
        for (int i = 0; i < samples.length; i++) {
            if (!Float.isFinite(samples[i])) {
                throw new IllegalArgumentException("sample " + i + " is " + samples[i]);
            }
            peak = Math.max(peak, Math.abs(samples[i]));
        }
        if (peak <= 1) {
            return waveform;
        }
        for (int i = 0; i < samples.length; i++) {
            samples[i] /= peak;
        }
        return Waveform.of(samples);
    }

    /** Returns whether {@link #prepared} accepts {@code waveform}. */
    public static boolean accepts(Waveform waveform) {
        boolean sound = false;
        for (int i = 0; i < waveform.length(); i++) {
            float sample = waveform.sample(i);
            if (!Float.isFinite(sample)) {
                return false;
            }
            sound |= sample != 0;
        }
        return sound;
    }

    /** Returns the maximum number of tokens for {@code seconds} of audio. Speech never needs so many; a loop does. */
    public static int tokenBudget(double seconds) {
        return (int) Math.min(MAXIMUM_TOKENS, FIXED_TOKENS + Math.ceil(TOKENS_PER_SECOND * seconds));
    }
}
