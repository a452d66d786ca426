package qasr.testing;

import qasr.vad.SpeechDetector;

/** A speech detector that listens to nothing and gives the probabilities it was told, frame by frame, from the start. */
public final class ScriptedDetector implements SpeechDetector {
    private final float[] script;
    private int next;

    /** Gives {@code script} and fails where a recording has more VAD frames. */
    public ScriptedDetector(float... script) {
        this.script = script.clone();
    }

    @Override
    public float[] probabilities(float[] samples) {
        if (samples.length % FRAME_SAMPLES != 0) {
            throw new IllegalArgumentException(samples.length + " samples are no whole VAD frames");
        }
        float[] probabilities = new float[samples.length / FRAME_SAMPLES];
        System.arraycopy(script, next, probabilities, 0, probabilities.length);
        next += probabilities.length;
        return probabilities;
    }

    @Override
    public void reset() {
        next = 0;
    }

    @Override
    public void close() {}
}
