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
 * A checked directory with a Qwen3-ASR model: all files exist, agree with each other, and have every tensor in the
 * shape that config.json requires. Only the headers of the weight files are read.
 */
public final class ModelDirectory {
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
     * Opens and checks {@code directory}.
     *
     * @throws ModelException if a file is missing, damaged, of the wrong shape, or not of a Qwen3-ASR model
     */
    public static ModelDirectory open(Path directory) throws ModelException {
        checkPresence(directory);
        ConfigFiles files = ConfigFiles.open(directory);
        AudioEncoderConfig audio = files.audio();
        TextDecoderConfig text = files.text();
        FeatureConfig features = files.features();
        checkSizes(directory, audio, text, features);
        Map<String, TensorEntry> tensors = checkedTensors(directory, audio, text);
        Tokenizer tokenizer = tokenizer(directory);
        SpecialTokens tokens = files.tokens(tokenizer);
        ModelConfig config =
                new ModelConfig(audio, text, features, tokens, files.languages(), files.longestChunkSamples());
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

    /** Returns the output matrix: the embedding matrix if the two are tied or there is no other. */
    public TensorEntry outputMatrix() {
        TensorEntry own = tensors.get(WeightNames.OUTPUT);
        return own == null || config.text().tiedOutput() ? tensor(WeightNames.EMBEDDING) : own;
    }

    /**
     * Reads the head that hears characters, see {@link CharacterHead}; empty if the directory has none.
     *
     * @throws ModelException if its file is damaged or of another model
     */
    public Optional<CharacterHead> characterHead() throws ModelException {
        return CharacterHead.read(path, config);
    }

    /** Returns the number of weights, including a separate output matrix. */
    public long weights() {
        return tensors.values().stream().mapToLong(TensorEntry::elements).sum();
    }

    private static void checkPresence(Path directory) throws ModelException {
        if (!Files.isDirectory(directory)) {
            throw new ModelException(directory + ": "
                    + (Files.exists(directory) ? "not a directory" : "no such directory") + "; " + CONTENTS);
        }
        List<String> missing = new ArrayList<>();
        if (!Files.exists(directory.resolve(ConfigFiles.CONFIG))) {
            missing.add(ConfigFiles.CONFIG);
        }
        if (!Files.exists(directory.resolve(WeightFiles.SINGLE))
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
            Path directory, AudioEncoderConfig audio, TextDecoderConfig text) throws ModelException {
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
        TensorEntry output = entries.get(layout.spelled(WeightNames.OUTPUT));
        if (output != null) {
            tensors.put(WeightNames.OUTPUT, checkedShape(output, shapes.get(WeightNames.EMBEDDING)));
        }
        return tensors;
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
                Math.max(tokens.audioPad(), tokens.asrText()),
                tokens.stop().stream().mapToInt(Integer::intValue).max().orElse(0));
        if (highest >= config.text().vocabulary()) {
            throw new ModelException(directory.resolve(ConfigFiles.CONFIG) + ": vocab_size is "
                    + config.text().vocabulary() + ", but the token id " + highest + " is in use");
        }
    }
}
