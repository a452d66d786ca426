package qasr.model;

/**
 * The sizes of the text decoder, {@code text_config} in config.json.
 *
 * @param vocabulary rows of the embedding matrix, {@code vocab_size}
 * @param hidden {@code hidden_size}
 * @param layers {@code num_hidden_layers}
 * @param heads query heads, {@code num_attention_heads}
 * @param kvHeads key and value heads, {@code num_key_value_heads}
 * @param headDim {@code head_dim}
 * @param feedForward {@code intermediate_size}
 * @param rmsNormEps {@code rms_norm_eps}
 * @param ropeTheta {@code rope_theta}
 * @param maxPositions {@code max_position_embeddings}
 * @param tiedOutput whether the output matrix is the embedding matrix, {@code tie_word_embeddings}
 */
public record TextDecoderConfig(
        int vocabulary,
        int hidden,
        int layers,
        int heads,
        int kvHeads,
        int headDim,
        int feedForward,
        double rmsNormEps,
        double ropeTheta,
        int maxPositions,
        boolean tiedOutput) {}
