package qasr.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import qasr.model.ModelDirectory;
import qasr.model.TensorEntry;

/** The slots for a network's weights, in the scripts' order. */
final class WeightSlots {
    /** The content of a slot. */
    sealed interface Slot permits Plain, Kernel2d, Matrix {}

    /** A tensor in the precision that is computed in. */
    record Plain(TensorEntry entry) implements Slot {}

    /** A kernel of a convolution of the encoder, [out, in, rows, columns], whose input has many channels. */
    record Kernel2d(TensorEntry entry) implements Slot {}

    /** The part of the network that a matrix belongs to. The last one makes logits, which differ by less than BF16's steps. */
    enum Part {
        ENCODER,
        DECODER,
        VOCABULARY
    }

    /**
     * A matrix.
     *
     * @param index its number among the matrices
     */
    record Matrix(int index, MatrixPlan plan, Part part) implements Slot {
        boolean vocabulary() {
            return part == Part.VOCABULARY;
        }
    }

    private final ModelDirectory directory;
    private final List<Slot> slots = new ArrayList<>();
    private final List<MatrixPlan> matrices = new ArrayList<>();

    private WeightSlots(ModelDirectory directory) {
        this.directory = directory;
    }

    /** Returns the slots of the network in {@code directory}. */
    static WeightSlots of(ModelDirectory directory) {
        WeightSlots slots = new WeightSlots(directory);
        String tower = "audio_tower.";
        slots.plain(tower + "conv2d1.weight");
        slots.plain(tower + "conv2d1.bias");
        for (String conv : List.of("conv2d2", "conv2d3")) {
            slots.kernel2d(tower + conv + ".weight");
            slots.plain(tower + conv + ".bias");
        }
        slots.matrix(Part.ENCODER, tower + "conv_out.weight");
        for (int i = 0; i < directory.config().audio().layers(); i++) {
            addEncoderLayer(slots, tower + "layers." + i + ".");
        }
        slots.plain(tower + "ln_post.weight");
        slots.plain(tower + "ln_post.bias");
        for (String projection : List.of("proj1", "proj2")) {
            slots.matrix(Part.ENCODER, tower + projection + ".weight");
            slots.plain(tower + projection + ".bias");
        }
        for (int i = 0; i < directory.config().text().layers(); i++) {
            addDecoderLayer(slots, "model.layers." + i + ".");
        }
        slots.plain("model.norm.weight");
        slots.output();
        return slots;
    }

    private static void addEncoderLayer(WeightSlots slots, String layer) {
        for (String projection : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
            slots.matrix(Part.ENCODER, layer + "self_attn." + projection + ".weight");
            slots.plain(layer + "self_attn." + projection + ".bias");
        }
        slots.plain(layer + "self_attn_layer_norm.weight");
        slots.plain(layer + "self_attn_layer_norm.bias");
        for (String projection : List.of("fc1", "fc2")) {
            slots.matrix(Part.ENCODER, layer + projection + ".weight");
            slots.plain(layer + projection + ".bias");
        }
        slots.plain(layer + "final_layer_norm.weight");
        slots.plain(layer + "final_layer_norm.bias");
    }

    private static void addDecoderLayer(WeightSlots slots, String layer) {
        String attention = layer + "self_attn.";
        slots.plain(layer + "input_layernorm.weight");
        slots.matrix(
                Part.DECODER,
                Stream.of("q_proj", "k_proj", "v_proj")
                        .map(name -> attention + name + ".weight")
                        .toArray(String[]::new));
        slots.matrix(Part.DECODER, attention + "o_proj.weight");
        slots.plain(attention + "q_norm.weight");
        slots.plain(attention + "k_norm.weight");
        slots.plain(layer + "post_attention_layernorm.weight");
        slots.matrix(Part.DECODER, layer + "mlp.gate_proj.weight", layer + "mlp.up_proj.weight");
        slots.matrix(Part.DECODER, layer + "mlp.down_proj.weight");
    }

    private void plain(String name) {
        slots.add(new Plain(directory.tensor(name)));
    }

    private void kernel2d(String name) {
        slots.add(new Kernel2d(directory.tensor(name)));
    }

    private void matrix(Part part, String... names) {
        add(part, new MatrixPlan(Arrays.stream(names).map(directory::tensor).toList()));
    }

    private void output() {
        add(Part.VOCABULARY, new MatrixPlan(List.of(directory.outputMatrix())));
    }

    private void add(Part part, MatrixPlan plan) {
        slots.add(new Matrix(matrices.size(), plan, part));
        matrices.add(plan);
    }

    List<Slot> all() {
        return List.copyOf(slots);
    }

    List<MatrixPlan> matrices() {
        return List.copyOf(matrices);
    }
}
