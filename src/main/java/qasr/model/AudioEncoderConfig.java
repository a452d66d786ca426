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
 * @param chunkFrames mel frames that are convolved together, 2 × {@code n_window}
 * @param windowChunks how many of these one attention window holds, {@code n_window_infer / (2 × n_window)}
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

    /** Returns what one convolution of width 3, stride 2 and padding 1 leaves of {@code length}; of nothing, nothing. */
    static int halved(int length) {
        return length <= 0 ? 0 : (length - 1) / 2 + 1;
    }

    private static int eighth(int length) {
        return halved(halved(halved(length)));
    }

    /** Returns how many rows of frequency the convolutions leave of the mel bins: 16 of 128. */
    public int convRows() {
        return eighth(melBins);
    }

    /** Returns how many audio tokens {@code frames} mel frames become: 13 for each whole 100, and 1 for each started 8 of the rest. */
    public int audioTokens(int frames) {
        return frames / chunkFrames * eighth(chunkFrames) + eighth(frames % chunkFrames);
    }
}
