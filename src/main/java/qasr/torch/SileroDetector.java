package qasr.torch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;
import qasr.vad.SpeechDetector;

/**
 * Silero VAD, run by libtorch. Owns native memory (script and weights, about 2 MB); state between calls is 320 numbers
 * on the Java side. Uses as many threads as the process has set for libtorch; more than one gains nothing here.
 */
public final class SileroDetector implements SpeechDetector {
    /** How many samples before a VAD frame the network hears too. */
    private static final int CONTEXT_SAMPLES = 64;

    private static final int HIDDEN = 128;

    /** Frames a call of the script takes at most, so that its memory stays at a few megabytes whatever the caller asks. */
    private static final int MAX_FRAMES = 256;

    /** Beyond any sound: full scale is 1, and lossy codecs overshoot it by little. Keeps the network's state finite. */
    private static final float LOUDEST = 8;

    private final CompilationUnit unit;
    private final Function script;
    private final List<IValue> weights;
    private final float[] context = new float[CONTEXT_SAMPLES];
    private final float[] hidden = new float[HIDDEN];
    private final float[] cell = new float[HIDDEN];
    private boolean closed;

    private SileroDetector(CompilationUnit unit, Function script, List<IValue> weights) {
        this.unit = unit;
        this.script = script;
        this.weights = weights;
    }

    /** Compiles the script and reads the weights, both from the class path. */
    @SuppressWarnings("try") // the scope is used by being open
    public static SileroDetector open() {
        // The profiling executor would run, watch and recompile; this script is small and always called alike.
        torch.getProfilingMode().put(false);
        SileroWeights file = SileroWeights.load();
        try (PointerScope scope = new PointerScope()) {
            String source =
                    new String(SileroWeights.Resources.bytes("/qasr/torch/silero_vad.py"), StandardCharsets.UTF_8);
            CompilationUnit unit = torch.compile(source);
            Function script = unit.get_function(new QualifiedName("speech_probabilities"));
            List<IValue> weights = List.of(
                    new IValue(file.tensor("model.stft.forward_basis_buffer")),
                    tensors(file, "model.encoder.%s.reparam_conv.weight", "0", "1", "2", "3"),
                    tensors(file, "model.encoder.%s.reparam_conv.bias", "0", "1", "2", "3"),
                    tensors(file, "model.decoder.rnn.%s", "weight_ih", "weight_hh", "bias_ih", "bias_hh"),
                    new IValue(file.tensor("model.decoder.decoder.2.weight")),
                    new IValue(file.tensor("model.decoder.decoder.2.bias")));
            unit.retainReference();
            script.retainReference();
            weights.forEach(IValue::retainReference);
            return new SileroDetector(unit, script, weights);
        }
    }

    private static IValue tensors(SileroWeights file, String pattern, String... parts) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        for (String part : parts) {
            list.push_back(new IValue(file.tensor(pattern.formatted(part))));
        }
        return new IValue(list);
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
            run(samples, frame * FRAME_SAMPLES, count, probabilities, frame);
        }
        return probabilities;
    }

    @SuppressWarnings("try") // the scope is used by being open
    private void run(float[] samples, int offset, int frames, float[] probabilities, int at) {
        float[] heard = new float[CONTEXT_SAMPLES + frames * FRAME_SAMPLES];
        System.arraycopy(context, 0, heard, 0, CONTEXT_SAMPLES);
        for (int i = CONTEXT_SAMPLES; i < heard.length; i++) {
            heard[i] = bounded(samples[offset + i - CONTEXT_SAMPLES]);
        }
        try (PointerScope scope = new PointerScope()) {
            IValueVector arguments = new IValueVector(
                    new IValue(tensor(heard, heard.length)),
                    new IValue(tensor(hidden, 1, 1, HIDDEN)),
                    new IValue(tensor(cell, 1, 1, HIDDEN)));
            weights.forEach(arguments::push_back);
            var results = script.apply(arguments).toTuple().elements();
            new FloatPointer(results.get(0).toTensor().data_ptr()).get(probabilities, at, frames);
            new FloatPointer(results.get(1).toTensor().data_ptr()).get(hidden);
            new FloatPointer(results.get(2).toTensor().data_ptr()).get(cell);
        }
        System.arraycopy(heard, heard.length - CONTEXT_SAMPLES, context, 0, CONTEXT_SAMPLES);
    }

    private static float bounded(float sample) {
        return Float.isNaN(sample) ? 0 : Math.max(-LOUDEST, Math.min(LOUDEST, sample));
    }

    private static Tensor tensor(float[] values, long... shape) {
        return torch.from_blob(new FloatPointer(values), shape);
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
            weights.forEach(IValue::releaseReference);
            script.releaseReference();
            unit.releaseReference();
        }
    }
}
