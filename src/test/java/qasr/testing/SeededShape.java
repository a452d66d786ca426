package qasr.testing;

/** The sizes of a seeded model. */
public record SeededShape(
        int melBins,
        int convChannels,
        int encoderWidth,
        int encoderLayers,
        int encoderHeads,
        int encoderFeedForward,
        int hidden,
        int layers,
        int heads,
        int kvHeads,
        int headDim,
        int feedForward,
        int vocabulary) {

    /** About 100 kB: 80 mel bins and 320 tokens, so that nothing may lean on the published numbers. */
    public static final SeededShape TINY = new SeededShape(80, 8, 16, 2, 2, 32, 32, 2, 4, 2, 8, 48, 320);

    /** {@link #TINY} with a token more, for a forced aligner. */
    public static final SeededShape TINY_ALIGNER = new SeededShape(80, 8, 16, 2, 2, 32, 32, 2, 4, 2, 8, 48, 321);

    /** The small shape of the golden files of a forced aligner, 21 MB. */
    public static final SeededShape SMALL_ALIGNER =
            new SeededShape(128, 16, 64, 2, 4, 128, 64, 2, 4, 2, 32, 128, 152064);

    /** The shape of Qwen3-ForcedAligner-0.6B, 1.8 GB. */
    public static final SeededShape FULL_ALIGNER =
            new SeededShape(128, 480, 1024, 24, 16, 4096, 1024, 28, 16, 8, 128, 3072, 152064);

    /** The small shape of the golden files, 40 MB. */
    public static final SeededShape SMALL = new SeededShape(128, 16, 64, 2, 4, 128, 64, 2, 4, 2, 32, 128, 151936);

    /** The shape of Qwen3-ASR-0.6B, 1.9 GB. */
    public static final SeededShape FULL =
            new SeededShape(128, 480, 896, 18, 14, 3584, 1024, 28, 16, 8, 128, 3072, 151936);

    /** The shape of Qwen3-ASR-1.7B, 4.7 GB. */
    public static final SeededShape LARGE =
            new SeededShape(128, 480, 1024, 24, 16, 4096, 2048, 28, 16, 8, 128, 6144, 151936);

    /** Returns the shape that a golden file calls {@code name}. */
    public static SeededShape named(String name) {
        return switch (name) {
            case "small" -> SMALL;
            case "full" -> FULL;
            case "large" -> LARGE;
            default -> throw new IllegalArgumentException("unknown shape '" + name + "'");
        };
    }

    private String audioConfig(String modelType) {
        return """
                {"model_type": "%s", "num_mel_bins": %d, "d_model": %d, "encoder_layers": %d,
                 "encoder_attention_heads": %d, "encoder_ffn_dim": %d, "downsample_hidden_size": %d, "output_dim": %d,
                 "activation_function": "gelu", "n_window": 50, "n_window_infer": 800, "conv_chunksize": 500}""".formatted(
                        modelType,
                        melBins,
                        encoderWidth,
                        encoderLayers,
                        encoderHeads,
                        encoderFeedForward,
                        convChannels,
                        hidden);
    }

    private String textConfig(String rope) {
        return """
                {"model_type": "qwen3", "hidden_size": %d, "num_hidden_layers": %d, "num_attention_heads": %d,
                 "num_key_value_heads": %d, "head_dim": %d, "intermediate_size": %d, "vocab_size": %d,
                 "hidden_act": "silu", "rms_norm_eps": 1e-06, "tie_word_embeddings": true,
                 "max_position_embeddings": 65536, %s}""".formatted(hidden, layers, heads, kvHeads, headDim, feedForward, vocabulary, rope);
    }

    String thinkerConfig(SeededTokenizer tokenizer) {
        return """
                {"architectures": ["Qwen3ASRForConditionalGeneration"], "model_type": "qwen3_asr",
                 "support_languages": ["English", "Spanish"],
                 "thinker_config": {"model_type": "qwen3_asr", "dtype": "bfloat16", "audio_token_id": %d,
                 "audio_start_token_id": %d, "audio_end_token_id": %d,
                 "audio_config": %s,
                 "text_config": %s}}
                """.formatted(
                        tokenizer.id("<|audio_pad|>"),
                        tokenizer.id("<|audio_start|>"),
                        tokenizer.id("<|audio_end|>"),
                        audioConfig("qwen3_asr_audio_encoder"),
                        textConfig("\"rope_theta\": 1000000, \"rope_scaling\": {\"rope_type\": \"default\"}"));
    }

    String nativeConfig(SeededTokenizer tokenizer) {
        return """
                {"architectures": ["Qwen3ASRForConditionalGeneration"], "model_type": "qwen3_asr",
                 "audio_token_id": %d, "eos_token_id": [%d, %d], "tie_word_embeddings": true,
                 "audio_config": %s,
                 "text_config": %s}
                """.formatted(
                        tokenizer.id("<|audio_pad|>"),
                        tokenizer.id("<|endoftext|>"),
                        tokenizer.id("<|im_end|>"),
                        audioConfig("qwen3_asr_encoder"),
                        textConfig("\"rope_parameters\": {\"rope_theta\": 1000000, \"rope_type\": \"default\"}"));
    }
}
