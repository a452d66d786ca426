package qasr.torch;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.audio.Waveform;
import qasr.model.AudioEncoderConfig;
import qasr.model.FeatureConfig;
import qasr.model.ModelConfig;

/**
 * Computes audio embeddings with log_mel.py and audio_encoder.py. It encodes one chunk at a time, so no other chunk
 * affects the result. Thread-safe. Returned tensors belong to the caller's pointer scope. Owns native memory: close it.
 */
final class AudioEncoder implements AutoCloseable {
    /**
     * The number of tokens that a thread carries through a part of a layer at once: enough for full speed. With 400, ten
     * minutes took 70 MB more.
     */
    private static final int MOST_ROWS = 144;
    /** Kernels compute so many rows, or a divisor, at once; other numbers would be padded. */
    private static final int KERNEL_ROWS = 12;
    /** Fewer tokens take as long, because a thread waits for the weights. */
    private static final int LEAST_ROWS = 32;

    /** The scripts of the log-mel spectrogram. */
    static final List<String> MEL_SCRIPTS = List.of("log_mel");
    /** The scripts of the encoder itself. */
    static final List<String> ENCODER_SCRIPTS = List.of("layers", "convolution", "audio_encoder");

    private final AudioEncoderConfig config;
    private final FeatureConfig features;
    private final Weights weights;
    private final Device device;
    private final Scripts melScripts = Scripts.load(MEL_SCRIPTS);
    private final Scripts encoderScripts = Scripts.load(ENCODER_SCRIPTS);
    private final Tensor filters;
    private final boolean library;

    /** Creates an encoder that uses the library's convolutions, see convolution.py. */
    AudioEncoder(ModelConfig config, Weights weights, Device device) {
        this(config, weights, device, true);
    }

    /**
     * Creates an encoder; the caller keeps and closes weights and device.
     *
     * @param library whether the library's own convolutions may be used
     */
    AudioEncoder(ModelConfig config, Weights weights, Device device, boolean library) {
        this.library = library;
        this.config = config.audio();
        this.features = config.features();
        this.weights = weights;
        this.device = device;
        try (PointerScope scope = new PointerScope()) {
            filters = melScripts.tensor(
                    "mel_filters",
                    Values.of((long) features.melBins()),
                    Values.of((long) features.fftLength()),
                    Values.of((long) Waveform.SAMPLE_RATE));
            filters.retainReference();
        }
    }

    /** Returns the log-mel spectrogram [mel bins, samples / hop length], on the CPU. */
    Tensor logMel(Waveform waveform) {
        return melScripts.tensor(
                "features",
                Values.of(Values.floats(waveform.toArray())),
                Values.of(filters),
                Values.of((long) features.fftLength()),
                Values.of((long) features.hopLength()));
    }

    /** Returns the audio embeddings [audio tokens, hidden] of a log-mel spectrogram. */
    Tensor encode(Tensor logMel) {
        return encode(logMel, Crew.ALONE);
    }

    /**
     * As {@link #encode(Tensor)}, with the help of {@code crew}: its threads divide chunks of the convolutions, attention
     * windows, and, for all other products, blocks of tokens.
     *
     * <p>All tokens pass one layer before the next, and the matrices of a layer leave memory after it: the encoder's are a
     * quarter of all weights and idle most of the time. To map them again takes 12 ms for each chunk of the 0.6B model.
     */
    Tensor encode(Tensor logMel, Crew crew) {
        if (!device.is_cpu()) {
            return encodeTogether(logMel);
        }
        int frames = Math.toIntExact(logMel.size(1));
        Parts windows = parts(frames, config.windowChunks() * config.chunkFrames());
        // Elsewhere, a row's numbers depend on how many rows there are: so the number of cores must not matter.
        Parts blocks = weights.areRowsAlikeInEncoder() ? blocks(windows.rows(), crew.members()) : windows;
        Tensor states = convolve(logMel, crew);
        Tensor heard = torch.empty(3, blocks.rows(), config.width());
        for (int layer = 0; layer < config.layers(); layer++) {
            long index = layer;
            blocks.carry(
                    crew,
                    block -> encoderScripts.call(
                            "queries_keys_values",
                            Values.of(blocks.of(states, block)),
                            Values.of(blocks.of(heard, block)),
                            weights.encoderLayers(),
                            Values.of(index)));
            windows.carry(
                    crew,
                    window -> encoderScripts.call(
                            "attend_window", Values.of(windows.of(heard, window)), Values.of((long) config.heads())));
            blocks.carry(
                    crew,
                    block -> encoderScripts.call(
                            "finish_layer",
                            Values.of(blocks.of(states, block)),
                            Values.of(blocks.of(heard.get(0), block)),
                            weights.encoderLayers(),
                            Values.of(index)));
            weights.leaveEncoderLayer(layer);
        }
        Tensor sound = torch.empty(blocks.rows(), config.outputWidth());
        blocks.carry(
                crew,
                block -> blocks.of(sound, block)
                        .copy_(encoderScripts.tensor(
                                "project", Values.of(blocks.of(states, block)), weights.encoderHead())));
        weights.leaveEncoderHead();
        return sound;
    }

    /** Returns what the layers begin with, [audio tokens, width]. */
    private Tensor convolve(Tensor logMel, Crew crew) {
        int frames = Math.toIntExact(logMel.size(1));
        int length = config.chunkFrames();
        Parts chunks = parts(frames, length);
        Tensor states = torch.empty(chunks.rows(), config.width());
        chunks.carry(
                crew,
                chunk -> chunks.of(states, chunk)
                        .copy_(encoderScripts.tensor(
                                "encode_stem",
                                Values.of(logMel.narrow(
                                        1, (long) chunk * length, Math.min(length, frames - chunk * length))),
                                weights.stem(),
                                Values.of((long) length),
                                Values.of(library))));
        weights.leaveEncoderStem();
        return states;
    }

    /** Returns the tokens of each {@code length} of {@code frames} frames. */
    private Parts parts(int frames, int length) {
        return new Parts(IntStream.rangeClosed(1, (frames + length - 1) / length)
                .map(part -> config.audioTokens(Math.min(frames, part * length)))
                .toArray());
    }

    /** Returns about equal parts of {@code rows} for {@code threads} threads. */
    private static Parts blocks(int rows, int threads) {
        int count = Math.min(
                threads * ((rows + threads * MOST_ROWS - 1) / (threads * MOST_ROWS)), Math.max(1, rows / LEAST_ROWS));
        int each = (rows + count - 1) / count + KERNEL_ROWS - 1;
        int whole = each - each % KERNEL_ROWS;
        return new Parts(IntStream.rangeClosed(1, (rows + whole - 1) / whole)
                .map(block -> Math.min(rows, block * whole))
                .toArray());
    }

    /** Parts of a recording's tokens. */
    private static final class Parts {
        private final int[] ends;

        /** Creates parts; {@code ends} are the numbers of tokens up to the end of each. */
        Parts(int[] ends) {
            this.ends = ends;
        }

        int rows() {
            return ends[ends.length - 1];
        }

        /** Carries each part, by the threads of {@code crew}. */
        void carry(Crew crew, IntConsumer carrier) {
            BlockLine.carry(ends.length, crew, part -> {
                try (PointerScope scope = new PointerScope()) {
                    carrier.accept(part);
                }
            });
        }

        /** Returns the rows of {@code part} in {@code all} [.., tokens, width]. */
        Tensor of(Tensor all, int part) {
            int first = part == 0 ? 0 : ends[part - 1];
            return all.narrow(all.dim() - 2, first, ends[part] - first);
        }
    }

    private Tensor encodeTogether(Tensor logMel) {
        return encoderScripts.tensor(
                "encode_clip",
                Values.of(logMel.to(device, ScalarType.Float)),
                weights.stem(),
                weights.encoderLayers(),
                weights.encoderHead(),
                Values.of((long) config.heads()),
                Values.of((long) config.chunkFrames()),
                Values.of((long) config.windowChunks()),
                Values.of(library));
    }

    /** Returns the number of audio tokens of {@code waveform}. */
    int audioTokens(Waveform waveform) {
        return audioTokens(waveform.length());
    }

    /** Returns the number of audio tokens of {@code samples} samples. */
    int audioTokens(int samples) {
        return config.audioTokens(samples / features.hopLength());
    }

    @Override
    public void close() {
        filters.releaseReference();
        melScripts.close();
        encoderScripts.close();
    }
}
