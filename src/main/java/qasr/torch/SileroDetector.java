package qasr.torch;

import java.util.Arrays;
import qasr.vad.DetectorException;
import qasr.vad.SpeechDetector;

/**
 * The Silero VAD speech detector. Owns native memory: close it. The state between calls is 320 numbers in Java.
 *
 * <p>All results are checked: a state that is not finite remains so, and every later frame would be "no speech". So
 * results that are not finite are computed again from the last good state, by {@link PlainSilero}.
 */
public final class SileroDetector implements SpeechDetector {
    private static final int CONTEXT_SAMPLES = SileroForward.CONTEXT_SAMPLES;

    /** The maximum number of frames per call of the script, which limits its memory to a few megabytes. */
    private static final int MAX_FRAMES = 256;

    /** The limit for samples, far beyond full scale (1), so that the network's state stays finite. */
    private static final float LOUDEST = 8;

    private final SileroForward quick;
    private final SileroForward safe;
    private final float[] context = new float[CONTEXT_SAMPLES];
    private SileroState state = new SileroState();
    private boolean closed;

    /** Creates a detector that uses {@code quick}, and {@code safe} for results that are not finite; it closes both. */
    SileroDetector(SileroForward quick, SileroForward safe) {
        this.quick = quick;
        this.safe = safe;
    }

    /** Compiles the script and reads the weights, both from the class path. */
    public static SileroDetector open() {
        Libtorch.start();
        SileroWeights file = SileroWeights.load();
        return new SileroDetector(ScriptedSilero.of(file), new PlainSilero(file));
    }

    @Override
    public float[] probabilities(float[] samples) throws DetectorException {
        if (closed) {
            throw new IllegalStateException("speech detector is closed");
        }
        if (samples.length % FRAME_SAMPLES != 0) {
            throw new IllegalArgumentException(
                    samples.length + " samples are not a multiple of a VAD frame's " + FRAME_SAMPLES);
        }
        float[] probabilities = new float[samples.length / FRAME_SAMPLES];
        for (int frame = 0; frame < probabilities.length; frame += MAX_FRAMES) {
            int count = Math.min(MAX_FRAMES, probabilities.length - frame);
            float[] these = run(samples, frame * FRAME_SAMPLES, count);
            System.arraycopy(these, 0, probabilities, frame, count);
        }
        return probabilities;
    }

    private float[] run(float[] samples, int offset, int frames) throws DetectorException {
        float[] heard = new float[CONTEXT_SAMPLES + frames * FRAME_SAMPLES];
        System.arraycopy(context, 0, heard, 0, CONTEXT_SAMPLES);
        for (int i = CONTEXT_SAMPLES; i < heard.length; i++) {
            heard[i] = bounded(samples[offset + i - CONTEXT_SAMPLES]);
        }
        SileroForward.Result result = quick.run(heard, frames, state);
        if (!result.isFinite()) {
            result = safe.run(heard, frames, state);
        }
        if (!result.isFinite()) {
            throw new DetectorException("the speech detector computed numbers out of range");
        }
        state = result.state();
        System.arraycopy(heard, heard.length - CONTEXT_SAMPLES, context, 0, CONTEXT_SAMPLES);
        return result.probabilities();
    }

    private static float bounded(float sample) {
        return Float.isNaN(sample) ? 0 : Math.max(-LOUDEST, Math.min(LOUDEST, sample));
    }

    @Override
    public void reset() {
        Arrays.fill(context, 0);
        state = new SileroState();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            quick.close();
            safe.close();
        }
    }
}
