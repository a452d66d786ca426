package qasr.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Writes a model directory in the published layout whose weights are reproducible pseudo-random numbers.
 *
 * <p>Element k of the tensor NAME is {@code mean + std * sqrt(3) * u(k)}, rounded to BF16 (nearest even), with u(k) in
 * [-1, 1) the top 53 bits of {@code splitmix64(mix(seed, NAME) + k * 0x9E3779B97F4A7C15)}: the recipe of the golden
 * files, so that the shapes "small" and "full" give the weights these were computed with.
 *
 * <pre>{@code
 * Path directory = SeededModel.tiny().writeTo(temporaryDirectory.resolve("model"));
 * }</pre>
 */
public final class SeededModel {
    /** How names and files look. */
    public enum Layout {
        THINKER,
        NATIVE
    }

    /** How an element is stored. F16 and F32 hold the BF16 values. */
    public enum Type {
        BF16,
        F16,
        F32
    }

    private record Tensor(String name, double mean, double std, List<Long> dims) {
        long elements() {
            long n = 1;
            for (long d : dims) {
                n *= d;
            }
            return n;
        }
    }

    private final SeededShape shape;
    private final SeededTokenizer tokenizer;
    private long seed = 1;
    private Layout layout = Layout.THINKER;
    private Type type = Type.BF16;
    private int shards = 1;
    private UnaryOperator<String> configEdit = UnaryOperator.identity();
    /** The classes of a forced aligner, or 0 for a recogniser. */
    private final int classes;

    private SeededModel(SeededShape shape, SeededTokenizer tokenizer, int classes) {
        this.shape = shape;
        this.tokenizer = tokenizer;
        this.classes = classes;
    }

    /** Starts a model of about 100 kB with a vocabulary of its own: written in milliseconds. */
    public static SeededModel tiny() {
        return new SeededModel(SeededShape.TINY, SeededTokenizer.SMALL, 0);
    }

    /** Starts a model of {@code shape}; vocabularies of the published size get the published ids of the added tokens. */
    public static SeededModel of(SeededShape shape) {
        boolean published = shape.vocabulary() > 100_000;
        return new SeededModel(shape, published ? SeededTokenizer.PUBLISHED_IDS : SeededTokenizer.SMALL, 0);
    }

    /** Starts a forced aligner of {@code shape}, with the published number of classes or, if its vocabulary is small, 40. */
    public static SeededModel aligner(SeededShape shape) {
        boolean published = shape.vocabulary() > 100_000;
        return new SeededModel(
                shape,
                published ? SeededTokenizer.PUBLISHED_ALIGNER : SeededTokenizer.SMALL_ALIGNER,
                published ? 5000 : 40);
    }

    /** Sets the seed (default: 1). */
    public SeededModel seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /** Sets the layout (default: the original one). */
    public SeededModel layout(Layout newLayout) {
        layout = newLayout;
        return this;
    }

    /** Sets the element type (default: BF16). */
    public SeededModel type(Type newType) {
        type = newType;
        return this;
    }

    /** Spreads the tensors over several files with an index. */
    public SeededModel shards(int count) {
        shards = count;
        return this;
    }

    /** Changes the text of config.json before it is written. */
    public SeededModel config(UnaryOperator<String> edit) {
        configEdit = edit;
        return this;
    }

    /** Writes all files of the model into {@code directory}, which is made if it does not exist, and returns it. */
    public Path writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        boolean thinker = layout == Layout.THINKER;
        String config = thinker ? shape.thinkerConfig(tokenizer) : shape.nativeConfig(tokenizer);
        Files.writeString(
                directory.resolve("config.json"), configEdit.apply(classes > 0 ? alignerConfig(config) : config));
        Files.writeString(
                directory.resolve("generation_config.json"),
                "{\"eos_token_id\": [%d, %d], \"do_sample\": false}"
                        .formatted(tokenizer.id("<|endoftext|>"), tokenizer.id("<|im_end|>")));
        String features = "{\"feature_size\": %d, \"hop_length\": 160, \"n_fft\": 400}".formatted(shape.melBins());
        if (thinker) {
            Files.writeString(directory.resolve("preprocessor_config.json"), features);
            tokenizer.writePublished(directory);
        } else {
            Files.writeString(
                    directory.resolve("processor_config.json"),
                    "{\"timestamp_segment_time\": 80, \"feature_extractor\": " + features + "}");
            tokenizer.writeNative(directory);
        }
        writeWeights(directory);
        return directory;
    }

    /** Returns a recogniser's config.json as a forced aligner has it: other names, and a head of its own. */
    private String alignerConfig(String config) {
        String ids = "{\"timestamp_token_id\": " + tokenizer.id("<timestamp>");
        String untied = config.replace("\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false");
        if (layout == Layout.NATIVE) {
            return untied.replaceFirst("\\{", ids + ",")
                    .replace("Qwen3ASRForConditionalGeneration", "Qwen3ASRForTokenClassification");
        }
        return untied.replaceFirst("\\{", ids + ", \"timestamp_segment_time\": 80,")
                .replace(
                        "\"thinker_config\": {\"model_type\": \"qwen3_asr\"",
                        "\"thinker_config\": {\"model_type\": \"qwen3_forced_aligner\", \"classify_num\": " + classes);
    }

    private void writeWeights(Path directory) throws IOException {
        List<Tensor> tensors = tensors();
        if (shards == 1) {
            writeShard(directory.resolve("model.safetensors"), tensors);
            return;
        }
        StringBuilder map = new StringBuilder();
        int perShard = (tensors.size() + shards - 1) / shards;
        for (int s = 0; s < shards; s++) {
            String file = "model-%05d-of-%05d.safetensors".formatted(s + 1, shards);
            List<Tensor> part = tensors.subList(s * perShard, Math.min(tensors.size(), (s + 1) * perShard));
            writeShard(directory.resolve(file), part);
            for (Tensor tensor : part) {
                map.append(map.isEmpty() ? "" : ", ").append("\"%s\": \"%s\"".formatted(fileName(tensor.name), file));
            }
        }
        Files.writeString(
                directory.resolve("model.safetensors.index.json"),
                "{\"metadata\": {\"total_size\": 0}, \"weight_map\": {" + map + "}}");
    }

    private String fileName(String thinkerName) {
        if (layout == Layout.THINKER) {
            return thinkerName;
        }
        return thinkerName
                .replace("thinker.audio_tower.proj1.", "model.multi_modal_projector.linear_1.")
                .replace("thinker.audio_tower.proj2.", "model.multi_modal_projector.linear_2.")
                .replace("thinker.audio_tower.", "model.audio_tower.")
                .replace("thinker.model.", "model.language_model.")
                .replace("thinker.lm_head.", classes > 0 ? "score." : "lm_head.");
    }

    private List<Tensor> tensors() {
        Tensors list = new Tensors();
        list.audioEncoder(shape);
        list.textDecoder(shape);
        if (classes > 0) {
            list.add("thinker.lm_head.weight", 0, 0.2, classes, shape.hidden());
        } else if (layout == Layout.THINKER) {
            // The published checkpoints store the tied output matrix as well; it equals the embedding.
            list.add("thinker.lm_head.weight", 0, 0.2, shape.vocabulary(), shape.hidden());
        }
        return list.all;
    }

    private static final class Tensors {
        private final List<Tensor> all = new ArrayList<>();

        void add(String name, double mean, double std, long... dims) {
            all.add(new Tensor(name, mean, std, Arrays.stream(dims).boxed().toList()));
        }

        void linear(String name, int out, int in, boolean bias) {
            add(name + ".weight", 0, 0.7 / Math.sqrt(in), out, in);
            if (bias) {
                add(name + ".bias", 0, 0.01, out);
            }
        }

        void norm(String name, int width, boolean bias) {
            add(name + ".weight", 1, 0.05, width);
            if (bias) {
                add(name + ".bias", 0, 0.01, width);
            }
        }

        void audioEncoder(SeededShape s) {
            String tower = "thinker.audio_tower.";
            int c = s.convChannels();
            add(tower + "conv2d1.weight", 0, 0.2, c, 1, 3, 3);
            add(tower + "conv2d1.bias", 0, 0.01, c);
            for (String conv : List.of("conv2d2", "conv2d3")) {
                add(tower + conv + ".weight", 0, 0.8 / Math.sqrt(9.0 * c), c, c, 3, 3);
                add(tower + conv + ".bias", 0, 0.01, c);
            }
            int rows = (s.melBins() + 7) / 8;
            add(tower + "conv_out.weight", 0, 1 / Math.sqrt((double) rows * c), s.encoderWidth(), (long) rows * c);
            for (int i = 0; i < s.encoderLayers(); i++) {
                String layer = tower + "layers." + i + ".";
                for (String projection : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
                    linear(layer + "self_attn." + projection, s.encoderWidth(), s.encoderWidth(), true);
                }
                norm(layer + "self_attn_layer_norm", s.encoderWidth(), true);
                linear(layer + "fc1", s.encoderFeedForward(), s.encoderWidth(), true);
                linear(layer + "fc2", s.encoderWidth(), s.encoderFeedForward(), true);
                norm(layer + "final_layer_norm", s.encoderWidth(), true);
            }
            norm(tower + "ln_post", s.encoderWidth(), true);
            linear(tower + "proj1", s.encoderWidth(), s.encoderWidth(), true);
            linear(tower + "proj2", s.hidden(), s.encoderWidth(), true);
        }

        void textDecoder(SeededShape s) {
            add("thinker.model.embed_tokens.weight", 0, 0.2, s.vocabulary(), s.hidden());
            for (int i = 0; i < s.layers(); i++) {
                String layer = "thinker.model.layers." + i + ".";
                norm(layer + "input_layernorm", s.hidden(), false);
                norm(layer + "post_attention_layernorm", s.hidden(), false);
                linear(layer + "self_attn.q_proj", s.heads() * s.headDim(), s.hidden(), false);
                linear(layer + "self_attn.k_proj", s.kvHeads() * s.headDim(), s.hidden(), false);
                linear(layer + "self_attn.v_proj", s.kvHeads() * s.headDim(), s.hidden(), false);
                linear(layer + "self_attn.o_proj", s.hidden(), s.heads() * s.headDim(), false);
                norm(layer + "self_attn.q_norm", s.headDim(), false);
                norm(layer + "self_attn.k_norm", s.headDim(), false);
                linear(layer + "mlp.gate_proj", s.feedForward(), s.hidden(), false);
                linear(layer + "mlp.up_proj", s.feedForward(), s.hidden(), false);
                linear(layer + "mlp.down_proj", s.hidden(), s.feedForward(), false);
            }
            norm("thinker.model.norm", s.hidden(), false);
        }
    }

    private static long splitmix64(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }

    /** FNV-1a of the name, folded with the seed. */
    private static long mix(long seed, String name) {
        long h = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xff)) * 0x100000001B3L;
        }
        return splitmix64(h + seed * 0x9E3779B97F4A7C15L);
    }

    private static int bf16(float x) {
        int bits = Float.floatToRawIntBits(x);
        return ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16) & 0xffff;
    }

    /** A BF16 value as F16; smaller than 2^-14 it is cut to zero, which these tests do not mind. */
    private static int f16(int bf16) {
        int exponent = ((bf16 >>> 7) & 0xff) - 127 + 15;
        int sign = bf16 & 0x8000;
        return exponent <= 0 ? sign : sign | (exponent << 10) | ((bf16 & 0x7f) << 3);
    }

    private void writeShard(Path file, List<Tensor> tensors) throws IOException {
        int width = type == Type.F32 ? 4 : 2;
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        long offset = 0;
        for (Tensor t : tensors) {
            StringBuilder dims = new StringBuilder();
            for (long d : t.dims) {
                dims.append(dims.isEmpty() ? "" : ",").append(d);
            }
            long end = offset + width * t.elements();
            header.append(",\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                    .formatted(fileName(t.name), type, dims, offset, end));
            offset = end;
        }
        header.append('}');
        while (header.length() % 8 != 0) {
            header.append(' ');
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            out.write(length.putLong(header.length()).array());
            out.write(header.toString().getBytes(StandardCharsets.UTF_8));
            for (Tensor t : tensors) {
                writeElements(out, t);
            }
        }
    }

    private void writeElements(OutputStream out, Tensor t) throws IOException {
        boolean head = classes == 0 && t.name.equals("thinker.lm_head.weight");
        long base = mix(seed, head ? "thinker.model.embed_tokens.weight" : t.name);
        double scale = t.std * Math.sqrt(3);
        ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (long k = 0, n = t.elements(); k < n; k++) {
            double u = (splitmix64(base + k * 0x9E3779B97F4A7C15L) >> 11) * 0x1.0p-52;
            int value = bf16((float) (t.mean + scale * u));
            switch (type) {
                case BF16 -> block.putShort((short) value);
                case F16 -> block.putShort((short) f16(value));
                case F32 -> block.putInt(value << 16);
            }
            if (!block.hasRemaining()) {
                out.write(block.array());
                block.clear();
            }
        }
        out.write(block.array(), 0, block.position());
    }
}
