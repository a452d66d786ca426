package qasr.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.audio.Waveform;
import qasr.model.AudioEncoderConfig;
import qasr.model.FeatureConfig;
import qasr.model.ModelConfig;

/**
 * Runs log_mel.py and audio_encoder.py, always one chunk at a time, so that nothing else can change a chunk's
 * embeddings; from any thread. Tensors it returns belong to the caller's pointer scope. Owns native memory: close it.
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

    /** Convolves with the library, see convolution.py. */
    AudioEncoder(ModelConfig config, Weights weights, Device device) {
        this(config, weights, device, true);
    }

    /**
     * Takes weights and device, which stay the caller's.
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

    /** Returns how many audio tokens {@code waveform} becomes. */
    int audioTokens(Waveform waveform) {
        return audioTokens(waveform.length());
    }

    /** Returns how many audio tokens {@code samples} become. */
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
