package qasr.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** All trained tensors by their published names, with the connectionist heads that are left out of the exported model. */
final class Weights {
    private static final String AUDIO = "thinker.audio_tower.";
    private static final String TEXT = "thinker.model.";

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    private Weights() {}

    /** Draws starting weights. */
    static Weights random(Shape s, int vocabulary, int characters, long seed) {
        Weights w = new Weights();
        Random random = new Random(seed);
        int c = s.convChannels();
        int d = s.encoderWidth();
        w.conv(random, "conv2d1", c, 1);
        w.conv(random, "conv2d2", c, c);
        w.conv(random, "conv2d3", c, c);
        w.normal(random, AUDIO + "conv_out.weight", Math.sqrt(1.0 / (16 * c)), d, 16L * c);
        double deep = 1 / Math.sqrt(2.0 * s.encoderLayers());
        for (int i = 0; i < s.encoderLayers(); i++) {
            String p = AUDIO + "layers." + i + ".";
            for (String q : List.of("q_proj", "k_proj", "v_proj")) {
                w.linear(random, p + "self_attn." + q, 1, d, d);
            }
            w.linear(random, p + "self_attn.out_proj", deep, d, d);
            w.norm(p + "self_attn_layer_norm", d);
            w.linear(random, p + "fc1", 1, s.encoderFfn(), d);
            w.linear(random, p + "fc2", deep, d, s.encoderFfn());
            w.norm(p + "final_layer_norm", d);
        }
        w.norm(AUDIO + "ln_post", d);
        w.linear(random, AUDIO + "proj1", 1, d, d);
        w.linear(random, AUDIO + "proj2", 1, s.hidden(), d);
        w.decoder(random, s, vocabulary);
        w.linear(random, "connectionist.encoder", 1, 2 * characters, s.hidden());
        w.linear(random, "connectionist.decoder", 1, 2 * characters, s.hidden());
        return w;
    }

    private void decoder(Random random, Shape s, int vocabulary) {
        int e = s.hidden();
        double deep = 1 / Math.sqrt(2.0 * s.layers());
        normal(random, TEXT + "embed_tokens.weight", 0.1, vocabulary, e);
        for (int i = 0; i < s.layers(); i++) {
            String p = TEXT + "layers." + i + ".";
            constant(p + "input_layernorm.weight", 1, e);
            matrix(random, p + "self_attn.q_proj.weight", 1, s.heads() * s.headDim(), e);
            matrix(random, p + "self_attn.k_proj.weight", 1, s.kvHeads() * s.headDim(), e);
            matrix(random, p + "self_attn.v_proj.weight", 1, s.kvHeads() * s.headDim(), e);
            matrix(random, p + "self_attn.o_proj.weight", deep, e, s.heads() * s.headDim());
            constant(p + "self_attn.q_norm.weight", 1, s.headDim());
            constant(p + "self_attn.k_norm.weight", 1, s.headDim());
            constant(p + "post_attention_layernorm.weight", 1, e);
            matrix(random, p + "mlp.gate_proj.weight", 1, s.ffn(), e);
            matrix(random, p + "mlp.up_proj.weight", 1, s.ffn(), e);
            matrix(random, p + "mlp.down_proj.weight", deep, e, s.ffn());
        }
        constant(TEXT + "norm.weight", 1, e);
    }

    /** Returns weights that share the memory of these, each a leaf with a gradient of its own. */
    Weights replica() {
        Weights replica = new Weights();
        tensors.forEach((name, tensor) -> {
            Tensor leaf = tensor.detach();
            leaf.requires_grad_(true);
            replica.tensors.put(name, leaf);
        });
        return replica;
    }

    /** Takes over the values of the tensors of the same names. */
    void overwrite(Map<String, float[]> values) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            values.forEach((name, v) -> {
                Tensor own = tensors.get(name);
                own.copy_(Graph.tensor(v, v.length).view(own.sizes()));
            });
        }
    }

    Map<String, Tensor> tensors() {
        return tensors;
    }

    List<Tensor> stem() {
        return select(AUDIO + "conv");
    }

    List<Tensor> encoderLayers() {
        return select(AUDIO + "layers.");
    }

    List<Tensor> head() {
        List<Tensor> head = new ArrayList<>(select(AUDIO + "ln_post"));
        head.addAll(select(AUDIO + "proj"));
        return head;
    }

    List<Tensor> decoderLayers() {
        return select(TEXT + "layers.");
    }

    Tensor get(String name) {
        return tensors.get(name);
    }

    Tensor norm() {
        return tensors.get(TEXT + "norm.weight");
    }

    Tensor embedding() {
        return tensors.get(TEXT + "embed_tokens.weight");
    }

    private List<Tensor> select(String prefix) {
        return tensors.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void conv(Random random, String name, int out, int in) {
        normal(random, AUDIO + name + ".weight", Math.sqrt(2.0 / (9 * in)), out, in, 3, 3);
        constant(AUDIO + name + ".bias", 0, out);
    }

    private void linear(Random random, String name, double gain, int out, int in) {
        matrix(random, name + ".weight", gain, out, in);
        constant(name + ".bias", 0, out);
    }

    private void matrix(Random random, String name, double gain, int out, int in) {
        normal(random, name, gain * Math.sqrt(1.0 / in), out, in);
    }

    private void norm(String name, int width) {
        constant(name + ".weight", 1, width);
        constant(name + ".bias", 0, width);
    }

    private void normal(Random random, String name, double deviation, long... shape) {
        int size = 1;
        for (long n : shape) {
            size *= (int) n;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        tensors.put(name, Graph.tensor(values, shape));
    }

    private void constant(String name, double value, int width) {
        float[] values = new float[width];
        java.util.Arrays.fill(values, (float) value);
        tensors.put(name, Graph.tensor(values, width));
    }
}
