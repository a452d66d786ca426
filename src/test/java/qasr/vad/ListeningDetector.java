package qasr.vad;

import java.util.Arrays;
import qasr.testing.Signals;

/** A speech detector that keeps what it is given since it was reset, and says that all of it is speech. */
final class ListeningDetector implements SpeechDetector {
    private float[] heard = new float[0];

    @Override
    public float[] probabilities(float[] samples) {
        heard = Signals.concat(heard, samples);
        float[] probabilities = new float[samples.length / FRAME_SAMPLES];
        Arrays.fill(probabilities, 0.9f);
        return probabilities;
    }

    /** Returns the samples in order. */
    float[] heard() {
        return heard.clone();
    }

    @Override
    public void reset() {
        heard = new float[0];
    }

    @Override
    public void close() {}
}
