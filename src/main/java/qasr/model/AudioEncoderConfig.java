package qasr.model;

/**
 * The sizes of the audio encoder, {@code audio_config} in config.json.
 *
 * @param melBins rows of the log-mel spectrogram, {@code num_mel_bins}
 * @param convChannels channels of the three convolutions, {@code downsample_hidden_size}
 * @param width {@code d_model}
 * @param layers {@code encoder_layers}
 * @param heads {@code encoder_attention_heads}
 * @param feedForward {@code encoder_ffn_dim}
 * @param outputWidth width of an audio embedding, {@code output_dim}: the text decoder's hidden size
 * @param chunkFrames mel frames per convolution chunk, 2 × {@code n_window}
 * @param windowChunks convolution chunks per attention window, {@code n_window_infer / (2 × n_window)}
 */
public record AudioEncoderConfig(
        int melBins,
        int convChannels,
        int width,
        int layers,
        int heads,
        int feedForward,
        int outputWidth,
        int chunkFrames,
        int windowChunks) {
    /** Mel frames per audio token, which three convolutions of stride 2 make. */
    static final int STRIDE = 8;

    /**
     * Returns the output length of a convolution of width 3, stride 2 and padding 1 for the input {@code length}; 0 for
     * 0.
     */
    static int halved(int length) {
        return length <= 0 ? 0 : (length - 1) / 2 + 1;
    }

    private static int eighth(int length) {
        return halved(halved(halved(length)));
    }

    /** Returns the number of frequency rows after the convolutions: 16 for 128 mel bins. */
    public int convRows() {
        return eighth(melBins);
    }

    /**
     * Returns the number of audio tokens for {@code frames} mel frames: 13 per whole 100 frames, and 1 per 8 frames or
     * part of 8 of the rest.
     */
    public int audioTokens(int frames) {
        return frames / chunkFrames * eighth(chunkFrames) + eighth(frames % chunkFrames);
    }
}
