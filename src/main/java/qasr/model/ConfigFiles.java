package qasr.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import qasr.audio.Waveform;
import qasr.text.Tokenizer;

/** Reads the small JSON files of a model directory, in both layouts, into a {@link ModelConfig}. */
final class ConfigFiles {
    static final String CONFIG = "config.json";
    static final String GENERATION = "generation_config.json";
    private static final String PROCESSOR = "processor_config.json";
    private static final List<String> FEATURES = List.of("preprocessor_config.json", PROCESSOR);
    private static final String RECOGNISER = "qwen3_asr";
    private static final String ALIGNER = "qwen3_forced_aligner";
    private static final String TIMESTAMP = "<timestamp>";
    private static final String CLASS_MILLIS = "timestamp_segment_time";
    private static final int PUBLISHED_CLASS_MILLIS = 80;

    private final Path directory;
    private final JsonFile top;
    private final JsonFile model;
    private final boolean aligner;

    private ConfigFiles(Path directory, JsonFile top, JsonFile model, boolean aligner) {
        this.directory = directory;
        this.top = top;
        this.model = model;
        this.aligner = aligner;
    }

    /** Opens config.json and checks that it describes a Qwen3-ASR model or its forced aligner. */
    static ConfigFiles open(Path directory) throws ModelException {
        Path file = directory.resolve(CONFIG);
        JsonFile top = JsonFile.read(file);
        JsonFile model = top.optionalObject("thinker_config").orElse(top);
        String type = model.optionalText("model_type").orElse("");
        boolean aligner = model.has("classify_num")
                || type.equals(ALIGNER)
                || top.texts("architectures").stream().anyMatch(name -> name.endsWith("ForTokenClassification"));
        String topType = top.optionalText("model_type").orElse(type);
        for (String found : List.of(topType, type)) {
            if (!found.equals(RECOGNISER) && !(aligner && found.equals(ALIGNER))) {
                throw new ModelException(file + ": model_type is '" + found
                        + "'; qasr needs a Qwen3-ASR model (model_type 'qwen3_asr')");
            }
        }
        return new ConfigFiles(directory, top, model, aligner);
    }

    /** Returns whether the model is a forced aligner, which times known words, and not a speech recogniser. */
    boolean isAligner() {
        return aligner;
    }

    /**
     * Returns what only a forced aligner has.
     *
     * @param classes the number of classes that its weights have, with which config.json must agree
     */
    AlignerConfig aligner(Tokenizer tokenizer, long classes) throws ModelException {
        int inVocabulary = added(tokenizer, TIMESTAMP);
        int timestamp = top.count("timestamp_token_id");
        if (timestamp != inVocabulary) {
            throw wrong("timestamp_token_id is " + timestamp + ", but the vocabulary's " + TIMESTAMP + " is "
                    + inVocabulary + ": these files are of different models");
        }
        if (model.has("classify_num") && model.count("classify_num") != classes) {
            throw wrong("classify_num is " + model.count("classify_num") + ", but the weights have " + classes
                    + " classes: these files are of different models");
        }
        return new AlignerConfig(timestamp, Math.toIntExact(classes), classMillis());
    }

    /** In the native layout the feature extractor's file has it. */
    private int classMillis() throws ModelException {
        if (top.has(CLASS_MILLIS)) {
            return top.count(CLASS_MILLIS);
        }
        Path processor = directory.resolve(PROCESSOR);
        JsonFile file = Files.exists(processor) ? JsonFile.read(processor) : top;
        return file.has(CLASS_MILLIS) ? file.count(CLASS_MILLIS) : PUBLISHED_CLASS_MILLIS;
    }

    AudioEncoderConfig audio() throws ModelException {
        JsonFile audio = model.object("audio_config");
        mustBe(audio, "activation_function", "gelu");
        int chunkFrames = 2 * audio.count("n_window");
        int windowFrames = audio.count("n_window_infer");
        if (windowFrames % chunkFrames != 0) {
            throw wrong("audio_config.n_window_infer is " + windowFrames + ", not a multiple of 2 * n_window = "
                    + chunkFrames);
        }
        return new AudioEncoderConfig(
                audio.count("num_mel_bins"),
                audio.count("downsample_hidden_size"),
                audio.count("d_model", "hidden_size"),
                audio.count("encoder_layers", "num_hidden_layers"),
                audio.count("encoder_attention_heads", "num_attention_heads"),
                audio.count("encoder_ffn_dim", "intermediate_size"),
                audio.count("output_dim"),
                chunkFrames,
                windowFrames / chunkFrames);
    }

    TextDecoderConfig text() throws ModelException {
        JsonFile text = model.object("text_config");
        mustBe(text, "hidden_act", "silu");
        if (text.truth("attention_bias", false)) {
            throw wrong("text_config.attention_bias is true; Qwen3-ASR has none");
        }
        JsonFile rope = text.has("rope_theta") ? text : text.object("rope_parameters");
        return new TextDecoderConfig(
                text.count("vocab_size"),
                text.count("hidden_size"),
                text.count("num_hidden_layers"),
                text.count("num_attention_heads"),
                text.count("num_key_value_heads"),
                text.count("head_dim"),
                text.count("intermediate_size"),
                text.number("rms_norm_eps"),
                rope.number("rope_theta"),
                text.count("max_position_embeddings"),
                text.truth("tie_word_embeddings", top.truth("tie_word_embeddings", true)));
    }

    FeatureConfig features() throws ModelException {
        for (String name : FEATURES) {
            if (Files.exists(directory.resolve(name))) {
                JsonFile file = JsonFile.read(directory.resolve(name));
                JsonFile settings = file.optionalObject("feature_extractor").orElse(file);
                return new FeatureConfig(
                        settings.count("feature_size"), settings.count("hop_length"), settings.count("n_fft"));
            }
        }
        throw new ModelException(
                directory.resolve(FEATURES.get(0)) + ": missing, and so is " + FEATURES.get(1) + ": download one");
    }

    /** Returns the longest chunk of the model's training, in samples, if config.json states it. */
    OptionalLong longestChunkSamples() throws ModelException {
        Optional<JsonFile> ours = top.optionalObject("qasr");
        return ours.isPresent()
                ? OptionalLong.of((long) Waveform.SAMPLE_RATE * ours.get().count("max_chunk_seconds"))
                : OptionalLong.empty();
    }

    List<String> languages() throws ModelException {
        return top.texts("support_languages");
    }

    SpecialTokens tokens(Tokenizer tokenizer) throws ModelException {
        int audioPad = model.count("audio_token_id");
        int inVocabulary = added(tokenizer, "<|audio_pad|>");
        if (audioPad != inVocabulary) {
            throw wrong("audio_token_id is " + audioPad + ", but the vocabulary's <|audio_pad|> is " + inVocabulary
                    + ": these files are of different models");
        }
        return new SpecialTokens(
                audioPad,
                added(tokenizer, "<|audio_start|>"),
                added(tokenizer, "<|audio_end|>"),
                added(tokenizer, "<asr_text>"),
                stopIds());
    }

    private Set<Integer> stopIds() throws ModelException {
        Path generation = directory.resolve(GENERATION);
        List<Integer> ids = Files.exists(generation) ? JsonFile.read(generation).ids("eos_token_id") : List.of();
        if (ids.isEmpty()) {
            ids = top.ids("eos_token_id");
        }
        if (ids.isEmpty() && !aligner) { // which says nothing, so that nothing stops it
            throw new ModelException(generation + ": "
                    + (Files.exists(generation) ? "eos_token_id is missing" : "missing: download it again"));
        }
        return Set.copyOf(ids);
    }

    private int added(Tokenizer tokenizer, String token) throws ModelException {
        OptionalInt id = tokenizer.idOf(token);
        if (id.isEmpty()) {
            throw new ModelException(directory + ": the tokenizer has no added token " + token
                    + ": tokenizer_config.json or tokenizer.json is not Qwen3-ASR's");
        }
        return id.getAsInt();
    }

    private void mustBe(JsonFile object, String key, String value) throws ModelException {
        Optional<String> actual = object.optionalText(key);
        if (actual.isPresent() && !actual.get().equals(value)) {
            throw wrong(key + " is '" + actual.get() + "'; Qwen3-ASR has '" + value + "'");
        }
    }

    private ModelException wrong(String problem) {
        return new ModelException(directory.resolve(CONFIG) + ": " + problem);
    }
}
