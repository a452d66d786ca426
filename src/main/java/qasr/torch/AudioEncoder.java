package qasr.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
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
     */
    Tensor encode(Tensor logMel, Crew crew) {
        long window = (long) config.windowChunks() * config.chunkFrames();
        long frames = logMel.size(1);
        int windows = Math.toIntExact((frames + window - 1) / window);
        if (windows < 2 || !device.is_cpu()) {
            return encodeTogether(logMel);
        }
        Tensor[] encoded = new Tensor[windows];
        try {
            BlockLine.carry(windows, crew, index -> {
                try (PointerScope scope = new PointerScope()) {
                    long first = index * window;
                    Tensor made = encodeTogether(logMel.narrow(1, first, Math.min(window, frames - first)));
                    made.retainReference();
                    encoded[index] = made;
                }
            });
            return torch.cat(new TensorVector(encoded), 0);
        } finally {
            for (Tensor made : encoded) {
                if (made != null) {
                    made.releaseReference();
                }
            }
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
