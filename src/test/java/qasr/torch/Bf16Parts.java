package qasr.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import qasr.model.ModelDirectory;
import qasr.model.Precision;

/**
 * The network's scripts one part at a time, each given numbers and giving numbers, so that a difference is the part's own:
 * over many layers every difference of rounding grows to that of BF16 itself. Arrays are row by row.
 */
final class Bf16Parts implements AutoCloseable {
    private static final int ENCODER_LAYER = 16;
    private static final int DECODER_LAYER = 8;
    private static final int MATRICES = 4;

    private final ModelDirectory model;
    private final Weights weights;
    private final Scripts encoder = Scripts.load("layers", "convolution", "audio_encoder");
    private final Scripts decoder = Scripts.load("layers", "int8", "cached_decoder");

    Bf16Parts(ModelDirectory model, Precision precision) throws Exception {
        Libtorch.start();
        this.model = model;
        weights = Weights.load(model, new Device("cpu"), precision, List.of());
    }

    private interface Part {
        Tensor run();
    }

    private static double[] numbers(Part part) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            return Values.toDoubles(part.run().to(torch.ScalarType.Double));
        }
    }

    private static Tensor tensor(double[] x, long... shape) {
        return TrialNumbers.tensor(x, shape);
    }

    private static IValue layer(IValue all, int index, int size) {
        return Values.tensors(Values.toTensors(all).subList(index * size, (index + 1) * size));
    }

    /** Returns what the convolutions make of a chunk [bins, frames]: [tokens, width]. */
    double[] convolved(double[] piece) {
        int bins = model.config().audio().melBins();
        return numbers(() -> encoder.tensor(
                "convolve",
                Values.of(tensor(piece, 1, 1, bins, piece.length / bins)),
                weights.stem(),
                Values.of(true)));
    }

    /** Returns what layer {@code i} makes of a window [tokens, width]. */
    double[] encoderLayer(int i, double[] window) {
        int width = model.config().audio().width();
        return numbers(() -> encoder.tensor(
                "transform",
                Values.of(tensor(window, 1, window.length / width, width)),
                Values.none(),
                layer(weights.encoderLayers(), i, ENCODER_LAYER),
                Values.of((long) model.config().audio().heads())));
    }

    /** Returns the embeddings of [tokens, width]. */
    double[] projected(double[] x) {
        int width = model.config().audio().width();
        return numbers(
                () -> encoder.tensor("project", Values.of(tensor(x, x.length / width, width)), weights.encoderHead()));
    }

    /** Returns what layer {@code i} makes of a sequence [positions, hidden], normalised as what the last makes is. */
    double[] decoderLayer(int i, double[] x) {
        var config = model.config().text();
        long length = x.length / config.hidden();
        return numbers(() -> {
            Tensor cache = torch.zeros(new long[] {1, 2, config.kvHeads(), length, config.headDim()})
                    .to(weights.cacheType());
            IValue masks = decoder.call(
                    "causal_masks",
                    Values.of(length),
                    Values.of(0L),
                    Values.of((long) TextDecoder.MASK_ROWS),
                    Values.of((long) config.heads() / config.kvHeads()),
                    new IValue(new Device("cpu")));
            long[] positions = new long[(int) length];
            List<List<Tensor>> eights = new ArrayList<>();
            for (int k = 0; k < length; k++) {
                positions[k] = k;
            }
            for (int k = 0; k < MATRICES; k++) {
                eights.add(List.of());
            }
            return decoder.tensor(
                    "decode_cached",
                    Values.of(tensor(x, length, config.hidden())),
                    Values.of(Values.longs(positions)),
                    Values.tensors(List.of(cache)),
                    Values.integers(0),
                    masks,
                    layer(weights.decoderLayers(), i, DECODER_LAYER),
                    Values.tensorLists(eights),
                    Values.of(false),
                    Values.of(weights.norm()),
                    decoder.call(
                            "norms_of_heads",
                            layer(weights.decoderLayers(), i, DECODER_LAYER),
                            Values.of((long) config.heads()),
                            Values.of((long) config.kvHeads()),
                            Values.of((long) config.headDim())),
                    Values.of((long) config.heads()),
                    Values.of((long) config.kvHeads()),
                    Values.of((long) config.headDim()),
                    Values.of(config.ropeTheta()),
                    Values.of(config.rmsNormEps()),
                    Values.of(false),
                    Values.of(length));
        });
    }

    @Override
    public void close() {
        weights.close();
        encoder.close();
        decoder.close();
    }
}
