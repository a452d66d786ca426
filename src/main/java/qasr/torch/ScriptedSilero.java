package qasr.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;

/**
 * The speech detector's network, run by silero_vad.py on its own thread, see {@link OneCore}. Owns native memory
 * (script and weights, about 2 MB): close it.
 */
final class ScriptedSilero implements SileroForward {
    private final OneCore core = OneCore.start("speech-detector");
    private final Scripts script;
    private final List<IValue> weights;

    private ScriptedSilero(Scripts script, List<IValue> weights) {
        this.script = script;
        this.weights = weights;
    }

    /** Compiles the script and lays out the weights of {@code file}. */
    static ScriptedSilero of(SileroWeights file) {
        try (PointerScope scope = new PointerScope()) {
            List<IValue> weights = List.of(
                    Values.of(file.tensor("model.stft.forward_basis_buffer")),
                    tensors(file, "model.encoder.%s.reparam_conv.weight", "0", "1", "2", "3"),
                    tensors(file, "model.encoder.%s.reparam_conv.bias", "0", "1", "2", "3"),
                    tensors(file, "model.decoder.rnn.%s", "weight_ih", "weight_hh", "bias_ih", "bias_hh"),
                    Values.of(file.tensor("model.decoder.decoder.2.weight")),
                    Values.of(file.tensor("model.decoder.decoder.2.bias")));
            Scripts script = Scripts.load("convolution", "silero_vad");
            weights.forEach(IValue::retainReference);
            return new ScriptedSilero(script, weights);
        }
    }

    private static IValue tensors(SileroWeights file, String pattern, String... parts) {
        return Values.tensors(Arrays.stream(parts)
                .map(part -> file.tensor(String.format(Locale.ROOT, pattern, part)))
                .toList());
    }

    @Override
    public Result run(float[] samples, int frames, SileroState state) {
        return core.call(() -> {
            try (PointerScope scope = new PointerScope()) {
                List<IValue> arguments = new ArrayList<>();
                arguments.add(Values.of(Values.floats(samples)));
                arguments.add(Values.of(Values.floats(state.hidden())));
                arguments.add(Values.of(Values.floats(state.cell())));
                arguments.addAll(weights);
                var results = script.call("speech_probabilities", arguments.toArray(IValue[]::new))
                        .toTuple()
                        .elements();
                return new Result(
                        Values.toFloats(results.get(0).toTensor()),
                        new SileroState(
                                Values.toFloats(results.get(1).toTensor()),
                                Values.toFloats(results.get(2).toTensor())));
            }
        });
    }

    @Override
    public void close() {
        core.close();
        weights.forEach(IValue::releaseReference);
        script.close();
    }
}
