package qasr.testing;

import qasr.vad.SpeechDetector;

/** A speech detector for which every frame louder than a hundredth of full scale is speech. */
public final class LoudnessDetector implements SpeechDetector {
    private static final float LEAST = 0.01f;

    @Override
    public float[] probabilities(float[] samples) {
        float[] probabilities = new float[samples.length / FRAME_SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            if (Math.abs(samples[i]) > LEAST) {
                probabilities[i / FRAME_SAMPLES] = 0.99f;
            }
        }
        return probabilities;
    }

    @Override
    public void reset() {}

    @Override
    public void close() {}
}
