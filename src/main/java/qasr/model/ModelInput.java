package qasr.model;

import qasr.audio.Waveform;

/** What the network accepts of a waveform, and how much it may say about it. */
public final class ModelInput {
    /** Half a second: a shorter chunk is followed by zeros, as transformers 5.18 does (processing_qwen3_asr). */
    public static final int MINIMUM_SAMPLES = 8_000;

    // Ours (spec 4.5): four times what fast speech needs, so that only a loop runs into it.
    private static final int TOKENS_PER_SECOND = 12;
    private static final int FIXED_TOKENS = 64;
    private static final int MAXIMUM_TOKENS = 4_096;

    private ModelInput() {}

    /**
     * Returns {@code waveform} as the reference feeds it: divided by its peak if that is above 1, zeros after it up to
     * {@link #MINIMUM_SAMPLES}.
     *
     * @throws IllegalArgumentException if it is empty, silent throughout, or holds a number that is not finite
     */
    public static Waveform prepared(Waveform waveform) {
        float[] samples = waveform.toArray();
        float peak = 0;
        for (int i = 0; i < samples.length; i++) {
            if (!Float.isFinite(samples[i])) {
                throw new IllegalArgumentException("sample " + i + " is " + samples[i]);
            }
            peak = Math.max(peak, Math.abs(samples[i]));
        }
        if (peak == 0) {
            throw new IllegalArgumentException(
                    samples.length == 0 ? "the waveform is empty" : "the waveform is silent throughout");
        }
        if (peak > 1) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] /= peak;
            }
            return Waveform.of(samples).paddedTo(MINIMUM_SAMPLES);
        }
        return waveform.paddedTo(MINIMUM_SAMPLES);
    }

    /** Tells whether {@link #prepared} would take {@code waveform}. */
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

    /** Returns how many tokens may be said about {@code seconds} of sound: a loop ends there, speech never does. */
    public static int tokenBudget(double seconds) {
        return (int) Math.min(MAXIMUM_TOKENS, FIXED_TOKENS + Math.ceil(TOKENS_PER_SECOND * seconds));
    }
}
