package qasr.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names and required shapes of the network's tensors. Names are those of the original layout without "thinker.";
 * each layout has its own spelling.
 */
final class WeightNames {
    static final String EMBEDDING = "model.embed_tokens.weight";
    static final String OUTPUT = "lm_head.weight";
    private static final String CLASSES = "score.weight";

    /** The layouts, which spell names differently. */
    enum Layout {
        /** Qwen/Qwen3-ASR-0.6B and -1.7B. */
        ORIGINAL,
        /** Qwen/Qwen3-ASR-0.6B-hf and -1.7B-hf. */
        NATIVE;

        /** Returns this layout's spelling of {@code name}. */
        String spelled(String name) {
            if (this == ORIGINAL) {
                return "thinker." + name;
            }
            if (name.startsWith("audio_tower.proj")) {
                return "model.multi_modal_projector.linear_" + name.substring("audio_tower.proj".length());
            }
            if (name.startsWith("audio_tower.")) {
                return "model." + name;
            }
            return name.startsWith("model.") ? "model.language_" + name : name;
        }

        /** Returns this layout's name of the matrix that makes an aligner's classes. */
        String classes() {
            return this == ORIGINAL ? spelled(OUTPUT) : CLASSES;
        }
    }

    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

    private WeightNames() {}

    /** Returns all required tensors with their shapes. The output matrix is optional and not included. */
    static Map<String, List<Long>> required(AudioEncoderConfig audio, TextDecoderConfig text) {
        WeightNames names = new WeightNames();
        names.addAudioEncoder(audio);
        names.addTextDecoder(text);
        return names.shapes;
    }

    private void add(String name, long... shape) {
        shapes.put(name, Arrays.stream(shape).boxed().toList());
    }

    private void addWithBias(String name, long out, long... in) {
        long[] shape = new long[in.length + 1];
        shape[0] = out;
        System.arraycopy(in, 0, shape, 1, in.length);
        add(name + ".weight", shape);
        add(name + ".bias", out);
    }

    private void addAudioEncoder(AudioEncoderConfig config) {
        String tower = "audio_tower.";
        long channels = config.convChannels();
        long width = config.width();
        addWithBias(tower + "conv2d1", channels, 1, 3, 3);
        addWithBias(tower + "conv2d2", channels, channels, 3, 3);
        addWithBias(tower + "conv2d3", channels, channels, 3, 3);
        add(tower + "conv_out.weight", width, channels * config.convRows());
        for (int i = 0; i < config.layers(); i++) {
            String layer = tower + "layers." + i + ".";
            for (String projection : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
                addWithBias(layer + "self_attn." + projection, width, width);
            }
            addWithBias(layer + "self_attn_layer_norm", width);
            addWithBias(layer + "fc1", config.feedForward(), width);
            addWithBias(layer + "fc2", width, config.feedForward());
            addWithBias(layer + "final_layer_norm", width);
        }
        addWithBias(tower + "ln_post", width);
        addWithBias(tower + "proj1", width, width);
        addWithBias(tower + "proj2", config.outputWidth(), width);
    }

    private void addTextDecoder(TextDecoderConfig config) {
        long hidden = config.hidden();
        long queries = (long) config.heads() * config.headDim();
        long keys = (long) config.kvHeads() * config.headDim();
        add(EMBEDDING, config.vocabulary(), hidden);
        for (int i = 0; i < config.layers(); i++) {
            String layer = "model.layers." + i + ".";
            add(layer + "input_layernorm.weight", hidden);
            add(layer + "self_attn.q_proj.weight", queries, hidden);
            add(layer + "self_attn.k_proj.weight", keys, hidden);
            add(layer + "self_attn.v_proj.weight", keys, hidden);
            add(layer + "self_attn.o_proj.weight", hidden, queries);
            add(layer + "self_attn.q_norm.weight", config.headDim());
            add(layer + "self_attn.k_norm.weight", config.headDim());
            add(layer + "post_attention_layernorm.weight", hidden);
            add(layer + "mlp.gate_proj.weight", config.feedForward(), hidden);
            add(layer + "mlp.up_proj.weight", config.feedForward(), hidden);
            add(layer + "mlp.down_proj.weight", hidden, config.feedForward());
        }
        add("model.norm.weight", hidden);
    }
}
