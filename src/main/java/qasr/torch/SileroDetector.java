package qasr.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import qasr.vad.SpeechDetector;

/**
 * Silero VAD, run by libtorch. Owns native memory (script and weights, about 2 MB); state between calls is 320 numbers
 * on the Java side. Runs on a thread of its own, see {@link OneCore}.
 */
public final class SileroDetector implements SpeechDetector {
    /** How many samples before a VAD frame the network hears too. */
    private static final int CONTEXT_SAMPLES = 64;

    private static final int HIDDEN = 128;

    /** Frames a call of the script takes at most, so that its memory stays at a few megabytes whatever the caller asks. */
    private static final int MAX_FRAMES = 256;

    /** Beyond any sound: full scale is 1, and lossy codecs overshoot it by little. Keeps the network's state finite. */
    private static final float LOUDEST = 8;

    private final OneCore core = OneCore.start("speech-detector");
    private final Scripts script;
    private final List<IValue> weights;
    private final float[] context = new float[CONTEXT_SAMPLES];
    private final float[] hidden = new float[HIDDEN];
    private final float[] cell = new float[HIDDEN];
    private boolean closed;

    private SileroDetector(Scripts script, List<IValue> weights) {
        this.script = script;
        this.weights = weights;
    }

    /** Compiles the script and reads the weights, both from the class path. */
    public static SileroDetector open() {
        Libtorch.start();
        SileroWeights file = SileroWeights.load();
        try (PointerScope scope = new PointerScope()) {
            List<IValue> weights = List.of(
                    Values.of(file.tensor("model.stft.forward_basis_buffer")),
                    tensors(file, "model.encoder.%s.reparam_conv.weight", "0", "1", "2", "3"),
                    tensors(file, "model.encoder.%s.reparam_conv.bias", "0", "1", "2", "3"),
                    tensors(file, "model.decoder.rnn.%s", "weight_ih", "weight_hh", "bias_ih", "bias_hh"),
                    Values.of(file.tensor("model.decoder.decoder.2.weight")),
                    Values.of(file.tensor("model.decoder.decoder.2.bias")));
            Scripts script = Scripts.load("silero_vad");
            weights.forEach(IValue::retainReference);
            return new SileroDetector(script, weights);
        }
    }

    private static IValue tensors(SileroWeights file, String pattern, String... parts) {
        return Values.tensors(Arrays.stream(parts)
                .map(part -> file.tensor(pattern.formatted(part)))
                .toList());
    }

    @Override
    public float[] probabilities(float[] samples) {
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
            int first = frame;
            core.run(() -> run(samples, first * FRAME_SAMPLES, count, probabilities, first));
        }
        return probabilities;
    }

    private void run(float[] samples, int offset, int frames, float[] probabilities, int at) {
        float[] heard = new float[CONTEXT_SAMPLES + frames * FRAME_SAMPLES];
        System.arraycopy(context, 0, heard, 0, CONTEXT_SAMPLES);
        for (int i = CONTEXT_SAMPLES; i < heard.length; i++) {
            heard[i] = bounded(samples[offset + i - CONTEXT_SAMPLES]);
        }
        try (PointerScope scope = new PointerScope()) {
            List<IValue> arguments = new ArrayList<>();
            arguments.add(Values.of(Values.floats(heard)));
            arguments.add(Values.of(Values.floats(hidden).view(1, 1, HIDDEN)));
            arguments.add(Values.of(Values.floats(cell).view(1, 1, HIDDEN)));
            arguments.addAll(weights);
            IValue results = script.call("speech_probabilities", arguments.toArray(IValue[]::new));
            var tuple = results.toTuple().elements();
            copy(tuple.get(0), probabilities, at, frames);
            copy(tuple.get(1), hidden, 0, HIDDEN);
            copy(tuple.get(2), cell, 0, HIDDEN);
        }
        System.arraycopy(heard, heard.length - CONTEXT_SAMPLES, context, 0, CONTEXT_SAMPLES);
    }

    private static float bounded(float sample) {
        return Float.isNaN(sample) ? 0 : Math.max(-LOUDEST, Math.min(LOUDEST, sample));
    }

    private static void copy(IValue tensor, float[] target, int offset, int length) {
        System.arraycopy(Values.toFloats(tensor.toTensor()), 0, target, offset, length);
    }

    @Override
    public void reset() {
        Arrays.fill(context, 0);
        Arrays.fill(hidden, 0);
        Arrays.fill(cell, 0);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            core.close();
            weights.forEach(IValue::releaseReference);
            script.close();
        }
    }
}
