package qasr.model;

/**
 * The parameters of the log-mel spectrogram, from preprocessor_config.json (or processor_config.json in the native
 * layout).
 *
 * @param melBins {@code feature_size}
 * @param hopLength samples from one mel frame to the next, {@code hop_length}
 * @param fftLength samples in one window and its Fourier transform, {@code n_fft}
 */
public record FeatureConfig(int melBins, int hopLength, int fftLength) {}
