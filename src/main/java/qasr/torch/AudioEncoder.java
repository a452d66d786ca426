package qasr.torch;

import java.util.function.IntConsumer;
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
    private final AudioEncoderConfig config;
    private final FeatureConfig features;
    private final Weights weights;
    private final Device device;
    private final Scripts melScripts = Scripts.load("log_mel");
    private final Scripts encoderScripts = Scripts.load("layers", "convolution", "audio_encoder");
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
     * As {@link #encode(Tensor)}, with the help of {@code crew}. A token sees its attention window only, so windows are
     * encoded one by one, by any thread.
     *
     * <p>All windows pass one layer before the next, and the matrices of a layer leave memory after it: the encoder's are a
     * quarter of all weights and idle most of the time. To map them again takes 12 ms for each chunk of the 0.6B model.
     */
    Tensor encode(Tensor logMel, Crew crew) {
        if (!device.is_cpu()) {
            return encodeTogether(logMel);
        }
        Windows windows = new Windows(Math.toIntExact(logMel.size(1)));
        Tensor states = torch.empty(windows.tokens(), config.width());
        windows.carry(
                crew,
                window -> windows.rows(states, window)
                        .copy_(encoderScripts.tensor(
                                "encode_stem",
                                Values.of(windows.frames(logMel, window)),
                                weights.stem(),
                                Values.of((long) config.chunkFrames()),
                                Values.of(library))));
        weights.leaveEncoderStem();
        for (int layer = 0; layer < config.layers(); layer++) {
            long index = layer;
            windows.carry(
                    crew,
                    window -> encoderScripts.call(
                            "encode_layer",
                            Values.of(windows.rows(states, window)),
                            weights.encoderLayers(),
                            Values.of(index),
                            Values.of((long) config.heads())));
            weights.leaveEncoderLayer(layer);
        }
        Tensor sound = torch.empty(windows.tokens(), config.outputWidth());
        windows.carry(
                crew,
                window -> windows.rows(sound, window)
                        .copy_(encoderScripts.tensor(
                                "project", Values.of(windows.rows(states, window)), weights.encoderHead())));
        weights.leaveEncoderHead();
        return sound;
    }

    /** The attention windows of a log-mel spectrogram with {@code frames} frames. */
    private final class Windows {
        private final int frames;
        private final int framesOfOne = config.windowChunks() * config.chunkFrames();
        private final int count;

        Windows(int frames) {
            this.frames = frames;
            count = (frames + framesOfOne - 1) / framesOfOne;
        }

        /** Carries each window, by the threads of {@code crew}. */
        void carry(Crew crew, IntConsumer carrier) {
            BlockLine.carry(count, crew, window -> {
                try (PointerScope scope = new PointerScope()) {
                    carrier.accept(window);
                }
            });
        }

        int tokens() {
            return config.audioTokens(frames);
        }

        /** Returns the frames of {@code window} in a spectrogram [mel bins, frames]. */
        Tensor frames(Tensor logMel, int window) {
            int first = window * framesOfOne;
            return logMel.narrow(1, first, Math.min(framesOfOne, frames - first));
        }

        /** Returns the rows of {@code window} in {@code all} [tokens, ..]. */
        Tensor rows(Tensor all, int window) {
            int first = config.audioTokens(window * framesOfOne);
            return all.narrow(0, first, config.audioTokens(Math.min(frames, (window + 1) * framesOfOne)) - first);
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
