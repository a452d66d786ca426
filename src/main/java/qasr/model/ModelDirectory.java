package qasr.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import qasr.model.WeightNames.Layout;
import qasr.text.Tokenizer;

/**
 * A checked directory with a Qwen3-ASR model or its forced aligner: all files exist, agree with each other, and have every tensor in the
 * shape that config.json requires. Only the headers of the weight files are read.
 */
public final class ModelDirectory {
    /** The name of the file beside the weights that 'qasr models quantize' writes. It is not part of the model. */
    public static final String RECIPE = "qasr-int8.json";

    private static final String CONTENTS = "a model directory contains config.json, generation_config.json,"
            + " preprocessor_config.json, model.safetensors (or shards with an index), vocab.json, merges.txt and"
            + " tokenizer_config.json (or tokenizer.json)";

    private final Path path;
    private final ModelConfig config;
    private final Tokenizer tokenizer;
    private final Map<String, TensorEntry> tensors;

    private ModelDirectory(Path path, ModelConfig config, Tokenizer tokenizer, Map<String, TensorEntry> tensors) {
        this.path = path;
        this.config = config;
        this.tokenizer = tokenizer;
        this.tensors = tensors;
    }

    /**
     * Opens and checks {@code directory} with a speech recogniser.
     *
     * @throws ModelException if a file is missing, damaged, of the wrong shape, or not of a Qwen3-ASR model
     */
    public static ModelDirectory open(Path directory) throws ModelException {
        ConfigFiles files = config(directory, true);
        if (files.isAligner()) {
            throw new ModelException(directory.resolve(ConfigFiles.CONFIG) + ": this is a forced aligner, which times"
                    + " known words and cannot transcribe; give the directory of a Qwen3-ASR model");
        }
        return opened(directory, files);
    }

    /**
     * Opens and checks {@code directory} with a forced aligner.
     *
     * @throws ModelException as {@link #open}, or if the directory has a speech recogniser
     */
    public static ModelDirectory openAligner(Path directory) throws ModelException {
        ConfigFiles files = config(directory, true);
        if (!files.isAligner()) {
            throw new ModelException(directory.resolve(ConfigFiles.CONFIG) + ": this is a speech recogniser, which"
                    + " cannot time known words; give the directory of a Qwen3-ForcedAligner model");
        }
        return opened(directory, files);
    }

    /** Opens and checks {@code directory} with a speech recogniser or a forced aligner. */
    public static ModelDirectory openAny(Path directory) throws ModelException {
        return opened(directory, config(directory, true));
    }

    /**
     * Checks the files of {@code directory} without the weights, which need not exist.
     *
     * @throws ModelException as {@link #openAny}
     */
    public static void checkSmallFiles(Path directory) throws ModelException {
        ConfigFiles files = config(directory, false);
        checkSizes(directory, files.audio(), files.text(), files.features());
        files.tokens(tokenizer(directory));
    }

    /** Returns whether {@code directory} has a config.json of a forced aligner. Nothing else is checked. */
    public static boolean isAligner(Path directory) {
        try {
            return ConfigFiles.open(directory).isAligner();
        } catch (ModelException e) {
            return false; // an error that opening it names
        }
    }

    private static ModelDirectory opened(Path directory, ConfigFiles files) throws ModelException {
        AudioEncoderConfig audio = files.audio();
        TextDecoderConfig text = files.text();
        FeatureConfig features = files.features();
        checkSizes(directory, audio, text, features);
        Map<String, TensorEntry> tensors = checkedTensors(directory, audio, text, files.isAligner());
        Tokenizer tokenizer = tokenizer(directory);
        SpecialTokens tokens = files.tokens(tokenizer);
        Optional<AlignerConfig> aligner = files.isAligner()
                ? Optional.of(files.aligner(
                        tokenizer, tensors.get(WeightNames.OUTPUT).shape().get(0)))
                : Optional.empty();
        ModelConfig config =
                new ModelConfig(audio, text, features, tokens, files.languages(), files.longestChunkSamples(), aligner);
        checkIds(directory, config);
        return new ModelDirectory(directory, config, tokenizer, tensors);
    }

    /** Returns the directory. */
    public Path path() {
        return path;
    }

    /** Returns the configuration. */
    public ModelConfig config() {
        return config;
    }

    /** Returns the tokenizer. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /**
     * Returns the file position, type and shape of a tensor.
     *
     * @param name its name in the original layout without "thinker.", such as {@code audio_tower.conv2d1.weight}
     */
    public TensorEntry tensor(String name) {
        TensorEntry entry = tensors.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return entry;
    }

    /**
     * Returns the output matrix: the embedding matrix if the two are tied or there is no other; of a forced aligner the matrix
     * with a row for each class.
     */
    public TensorEntry outputMatrix() {
        TensorEntry own = tensors.get(WeightNames.OUTPUT);
        boolean tied = config.text().tiedOutput() && config.aligner().isEmpty();
        return own == null || tied ? tensor(WeightNames.EMBEDDING) : own;
    }

    /**
     * Reads the head that hears characters, see {@link CharacterHead}; empty if the directory has none.
     *
     * @throws ModelException if its file is damaged or of another model
     */
    public Optional<CharacterHead> characterHead() throws ModelException {
        return CharacterHead.read(path, config);
    }

    /** Returns whether the tensors have the names of the first publication, not those of the transformers library. */
    public boolean isOriginalLayout() {
        return tensor(WeightNames.EMBEDDING).name().equals(Layout.ORIGINAL.spelled(WeightNames.EMBEDDING));
    }

    /** Returns the number of weights, including a separate output matrix. */
    public long weights() {
        return tensors.values().stream().mapToLong(TensorEntry::elements).sum();
    }

    /**
     * Reads config.json and checks that the other files exist. A directory with another kind of model has other files,
     * so its kind comes first.
     *
     * @param weights whether the weights must exist, too
     */
    private static ConfigFiles config(Path directory, boolean weights) throws ModelException {
        if (!Files.isDirectory(directory)) {
            throw new ModelException(directory + ": "
                    + (Files.exists(directory) ? "not a directory" : "no such directory") + "; " + CONTENTS);
        }
        List<String> missing = new ArrayList<>();
        Optional<ConfigFiles> files = Optional.empty();
        if (Files.exists(directory.resolve(ConfigFiles.CONFIG))) {
            files = Optional.of(ConfigFiles.open(directory));
        } else {
            missing.add(ConfigFiles.CONFIG);
        }
        if (weights
                && !Files.exists(directory.resolve(WeightFiles.SINGLE))
                && !Files.exists(directory.resolve(WeightFiles.INDEX))) {
            missing.add(WeightFiles.SINGLE);
        }
        if (!Files.exists(directory.resolve("tokenizer.json"))) {
            for (String name : List.of("vocab.json", "merges.txt", "tokenizer_config.json")) {
                if (!Files.exists(directory.resolve(name))) {
                    missing.add(name);
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new ModelException(directory + ": missing " + String.join(", ", missing) + "; " + CONTENTS);
        }
        return files.orElseThrow();
    }

    private static void checkSizes(
            Path directory, AudioEncoderConfig audio, TextDecoderConfig text, FeatureConfig features)
            throws ModelException {
        String problem = "";
        if (features.melBins() != audio.melBins()) {
            problem = "num_mel_bins is " + audio.melBins() + ", but the feature extractor's feature_size is "
                    + features.melBins();
        } else if (audio.outputWidth() != text.hidden()) {
            problem =
                    "output_dim is " + audio.outputWidth() + ", but the text decoder's hidden_size is " + text.hidden();
        } else if (audio.width() % audio.heads() != 0 || audio.width() % 2 != 0) {
            problem = "d_model is " + audio.width() + ", which " + audio.heads() + " heads cannot share evenly";
        } else if (text.heads() % text.kvHeads() != 0) {
            problem = "num_attention_heads is " + text.heads() + ", not a multiple of num_key_value_heads "
                    + text.kvHeads();
        } else if (text.headDim() % 2 != 0) {
            problem = "head_dim is " + text.headDim() + ", not even";
        }
        if (!problem.isEmpty()) {
            throw new ModelException(directory.resolve(ConfigFiles.CONFIG) + ": " + problem);
        }
    }

    private static Map<String, TensorEntry> checkedTensors(
            Path directory, AudioEncoderConfig audio, TextDecoderConfig text, boolean aligner) throws ModelException {
        Map<String, TensorEntry> entries = WeightFiles.entries(directory);
        boolean original = entries.keySet().stream().anyMatch(name -> name.startsWith("thinker."));
        Layout layout = original ? Layout.ORIGINAL : Layout.NATIVE;
        Map<String, TensorEntry> tensors = new LinkedHashMap<>();
        Map<String, List<Long>> shapes = WeightNames.required(audio, text);
        for (Map.Entry<String, List<Long>> shape : shapes.entrySet()) {
            String name = layout.spelled(shape.getKey());
            TensorEntry entry = entries.get(name);
            if (entry == null) {
                throw new ModelException(weights(directory) + ": tensor " + name + " is missing; config.json requires "
                        + shape.getValue() + ": these files are incomplete or of different models");
            }
            tensors.put(shape.getKey(), checkedShape(entry, shape.getValue()));
        }
        TensorEntry output = entries.get(aligner ? layout.classes() : layout.spelled(WeightNames.OUTPUT));
        if (aligner) {
            tensors.put(WeightNames.OUTPUT, checkedClasses(directory, output, layout.classes(), text));
        } else if (output != null) {
            tensors.put(WeightNames.OUTPUT, checkedShape(output, shapes.get(WeightNames.EMBEDDING)));
        }
        return tensors;
    }

    /** Any number of rows is right: config.json does not state the number of classes in every layout. */
    private static TensorEntry checkedClasses(Path directory, TensorEntry head, String name, TextDecoderConfig text)
            throws ModelException {
        if (head == null) {
            throw new ModelException(weights(directory) + ": tensor " + name
                    + " is missing, which gives an aligner's times: download the model again");
        }
        long rows = head.shape().isEmpty() ? 1 : Math.max(1, head.shape().get(0));
        return checkedShape(head, List.of(rows, (long) text.hidden()));
    }

    private static Path weights(Path directory) {
        Path index = directory.resolve(WeightFiles.INDEX);
        return Files.exists(index) ? index : directory.resolve(WeightFiles.SINGLE);
    }

    private static TensorEntry checkedShape(TensorEntry entry, List<Long> expected) throws ModelException {
        if (!entry.shape().equals(expected)) {
            throw new ModelException(entry.file() + ": tensor " + entry.name() + " has the shape " + entry.shape()
                    + ", but config.json requires " + expected + ": these files are of different models");
        }
        return entry;
    }

    private static Tokenizer tokenizer(Path directory) throws ModelException {
        try {
            return Tokenizer.load(directory);
        } catch (IOException e) {
            throw new ModelException(e.getMessage(), e);
        }
    }

    private static void checkIds(Path directory, ModelConfig config) throws ModelException {
        SpecialTokens tokens = config.tokens();
        int highest = Math.max(
                Math.max(
                        Math.max(tokens.audioPad(), tokens.asrText()),
                        config.aligner().map(AlignerConfig::timestampToken).orElse(0)),
                tokens.stop().stream().mapToInt(Integer::intValue).max().orElse(0));
        if (highest >= config.text().vocabulary()) {
            throw new ModelException(directory.resolve(ConfigFiles.CONFIG) + ": vocab_size is "
                    + config.text().vocabulary() + ", but the token id " + highest + " is in use");
        }
    }
}
