package qasr.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import qasr.model.ModelConfig;

/**
 * The matrix products of a chunk's stages by themselves: the same kernels, weights and numbers of rows as in the network,
 * but nothing between them. What a stage cannot be faster than. Their input is made beforehand. Owns native memory: close
 * it.
 */
final class MatrixProducts implements AutoCloseable {
    private static final int FRAMES_PER_SECOND = 100;

    private final ModelConfig config;
    private final Weights weights;
    private final Scripts scripts =
            Scripts.load("layers", "int8", "convolution", "audio_encoder", "step_products", "encoder_products");
    /** Apart from the others: the encoder has functions of the same names. */
    private final Scripts attending = Scripts.load("layers", "int8", "cached_decoder", "attention_products");

    /** The input of a stage's products: one row per position of the stage. */
    record Input(List<Tensor> rows) implements AutoCloseable {
        private static Input of(long count, int... widths) {
            try (PointerScope scope = new PointerScope()) {
                List<Tensor> rows = Arrays.stream(widths)
                        .mapToObj(width -> torch.randn(new long[] {count, width}))
                        .toList();
                rows.forEach(Tensor::retainReference);
                return new Input(rows);
            }
        }

        @Override
        public void close() {
            rows.forEach(Tensor::releaseReference);
        }
    }

    /** The input of a prompt's attention, and the masks for each block of positions. */
    record Attention(Input input, List<Tensor> masks) implements AutoCloseable {
        @Override
        public void close() {
            input.close();
            masks.forEach(Tensor::releaseReference);
        }
    }

    MatrixProducts(ModelConfig config, Weights weights) {
        this.config = config;
        this.weights = weights;
    }

    /** Returns input for {@link #encoder} of {@code seconds} of sound. */
    Input encoderInput(double seconds) {
        int frames = (int) Math.round(FRAMES_PER_SECOND * seconds);
        int chunk = config.audio().chunkFrames();
        int tokens = config.audio().audioTokens(frames);
        int chunks = (frames + chunk - 1) / chunk;
        try (PointerScope scope = new PointerScope()) {
            Input transformer =
                    Input.of(tokens, config.audio().width(), config.audio().feedForward());
            Tensor mel = torch.randn(new long[] {chunks, 1, config.features().melBins(), chunk});
            mel.retainReference();
            return new Input(
                    List.of(mel, transformer.rows().get(0), transformer.rows().get(1)));
        }
    }

    /** Returns input for {@link #decoder} of {@code positions} rows. */
    Input decoderInput(int positions) {
        return Input.of(
                positions,
                config.text().hidden(),
                config.text().heads() * config.text().headDim(),
                config.text().feedForward());
    }

    /** Returns input for {@link #attention} of {@code positions} after {@code before} others. */
    Attention attentionInput(int before, int positions) {
        int groups = config.text().kvHeads();
        int folds = config.text().heads() / groups;
        int width = config.text().headDim();
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> masks = new ArrayList<>();
            for (int start = 0; start < positions; start += TextDecoder.PREFILL_BLOCK) {
                IValue some = attending.call(
                        "causal_masks",
                        Values.of((long) Math.min(TextDecoder.PREFILL_BLOCK, positions - start)),
                        Values.of((long) before + start),
                        Values.of((long) TextDecoder.MASK_ROWS),
                        Values.of((long) folds),
                        new IValue(new Device("cpu")));
                masks.addAll(Values.toTensors(some));
            }
            masks.forEach(Tensor::retainReference);
            List<Tensor> rows = List.of(
                    torch.randn(new long[] {groups, (long) folds * TextDecoder.MASK_ROWS, width}),
                    torch.randn(new long[] {2, groups, before + positions, width}),
                    torch.rand(new long[] {groups, (long) folds * TextDecoder.MASK_ROWS, before + positions}));
            rows.forEach(Tensor::retainReference);
            return new Attention(new Input(rows), masks);
        }
    }

    /** The convolutions, the encoder's layers and the two matrices behind them. */
    void encoder(Input input) {
        try (PointerScope scope = new PointerScope()) {
            scripts.tensor("convolutions", Values.of(input.rows().get(0)), weights.stem());
            scripts.tensor(
                    "encoder_products",
                    Values.of(input.rows().get(1)),
                    Values.of(input.rows().get(2)),
                    weights.encoderLayers(),
                    weights.encoderHead());
        }
    }

    /** The text decoder's layers over all rows, and the vocabulary for {@code asked} of them. */
    void decoder(Input input, int asked) {
        try (PointerScope scope = new PointerScope()) {
            scripts.tensor(
                    "decoder_products",
                    Values.of(input.rows().get(0)),
                    Values.of(input.rows().get(1)),
                    Values.of(input.rows().get(2)),
                    weights.decoderLayers(),
                    weights.decoderInt8Layers(),
                    Values.of((long) config.text().layers()));
            scripts.tensor("dense", Values.of(input.rows().get(0).narrow(0, 0, asked)), Values.of(weights.output()));
        }
    }

    /** The two products of attention in all of the text decoder's layers. */
    void attention(Attention attention) {
        try (PointerScope scope = new PointerScope()) {
            attending.tensor(
                    "attention_products",
                    Values.of(attention.input().rows().get(0)),
                    Values.of(attention.input().rows().get(1)),
                    Values.of(attention.input().rows().get(2)),
                    Values.tensors(attention.masks()),
                    Values.of((long) config.text().layers()));
        }
    }

    @Override
    public void close() {
        attending.close();
        scripts.close();
    }
}
