package qasr.testing;

import qasr.vad.DetectorException;
import qasr.vad.SpeechDetector;

/** A speech detector that ignores the audio and returns given probabilities, frame by frame. */
public final class ScriptedDetector implements SpeechDetector {
    private final float[] script;
    private int next;
    private int failsAt = Integer.MAX_VALUE;

    /** Returns {@code script}, and fails if a recording has more VAD frames. */
    public ScriptedDetector(float... script) {
        this.script = script.clone();
    }

    /** Fails in the call that contains VAD frame {@code frame}. */
    public ScriptedDetector failingAt(int frame) {
        failsAt = frame;
        return this;
    }

    @Override
    public float[] probabilities(float[] samples) throws DetectorException {
        if (samples.length % FRAME_SAMPLES != 0) {
            throw new IllegalArgumentException(samples.length + " samples are no whole VAD frames");
        }
        if (next + samples.length / FRAME_SAMPLES > failsAt) {
            throw new DetectorException("planted");
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
