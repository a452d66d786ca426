package qasr.align;

/** Samples as aligners get them: the same whether they come from the decoder or from a temporary file of 16-bit samples. */
public final class SoundSamples {
    private static final float STEPS = 32_767;

    private SoundSamples() {}

    /** Returns {@code samples} rounded to 16 bits; samples that are not numbers are 0, those beyond full scale are clipped. */
    static float[] sixteenBit(float[] samples) {
        float[] rounded = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            rounded[i] = sample(bits(samples[i]));
        }
        return rounded;
    }

    /** Returns {@code sample} as a number of 16 bits. */
    public static short bits(float sample) {
        return Float.isNaN(sample) ? 0 : (short) Math.round(STEPS * Math.max(-1, Math.min(1, sample)));
    }

    /** Returns the sample that {@code bits} stands for. */
    public static float sample(short bits) {
        return bits / STEPS;
    }
}
