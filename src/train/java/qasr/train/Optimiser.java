package qasr.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Muon for the hidden matrices, Adam for the rest: embeddings, norms, biases, the first convolution and the heads that are
 * not exported.
 *
 * <p>Its units of work can run in two threads at once: each owns its tensors.
 */
final class Optimiser {
    private static final double DECAY = 0.02;
    private static final double MOMENTUM = 0.95;

    /** Tensors of one shape (Muon) or any tensors (Adam), with what the method remembers of each. */
    private record Group(
            boolean matrices, List<String> names, List<Tensor> weights, List<Tensor> first, List<Tensor> second) {}

    private final Graph graph;
    private final List<Group> groups = new ArrayList<>();
    private int steps;

    Optimiser(Graph graph, Weights weights) {
        this.graph = graph;
        Map<String, List<String>> keys = new LinkedHashMap<>();
        weights.tensors()
                .forEach((name, tensor) -> keys.computeIfAbsent(key(name, tensor), k -> new ArrayList<>())
                        .add(name));
        keys.forEach((key, names) -> {
            List<Tensor> own = names.stream().map(weights::get).toList();
            boolean matrices = !key.startsWith("adam");
            groups.add(new Group(matrices, names, own, state(matrices, own), matrices ? List.of() : state(false, own)));
        });
    }

    private static String key(String name, Tensor tensor) {
        boolean matrix = tensor.dim() > 1
                && !name.contains("embed")
                && !name.contains("connectionist")
                && !name.contains("conv2d1");
        String part = name.contains("audio_tower") ? "encoder" : name.contains("connectionist") ? name : "decoder";
        long rows = tensor.size(0);
        return matrix ? part + " " + rows + " x " + tensor.numel() / rows : "adam " + part;
    }

    private static List<Tensor> state(boolean matrices, List<Tensor> weights) {
        if (!matrices) {
            return weights.stream().map(torch::zeros_like).toList();
        }
        long rows = weights.get(0).size(0);
        return List.of(torch.zeros(weights.size(), rows, weights.get(0).numel() / rows));
    }

    int units() {
        return groups.size();
    }

    /** Starts a step; then every unit is to be updated once. */
    void next() {
        steps++;
    }

    /** Updates the weights of one unit; those without a gradient stay as they are. */
    void update(int unit, Map<String, Tensor> gradients, double rate) {
        Group group = groups.get(unit);
        List<Tensor> own = group.names().stream().map(gradients::get).toList();
        if (own.contains(null)) {
            return;
        }
        if (group.matrices()) {
            graph.training(
                    "muon",
                    Graph.tensors(group.weights()),
                    Graph.tensors(own),
                    new IValue(group.first().get(0)),
                    new IValue(rate),
                    new IValue(DECAY),
                    new IValue(MOMENTUM));
        } else {
            graph.training(
                    "adam",
                    Graph.tensors(group.weights()),
                    Graph.tensors(own),
                    Graph.tensors(group.first()),
                    Graph.tensors(group.second()),
                    new IValue(rate),
                    new IValue(0.0),
                    new IValue((long) steps));
        }
    }

    /** Everything that a checkpoint must keep. */
    Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            for (int k = 0; k < group.first().size(); k++) {
                state.put("optimiser." + i + ".first." + k, group.first().get(k));
            }
            for (int k = 0; k < group.second().size(); k++) {
                state.put("optimiser." + i + ".second." + k, group.second().get(k));
            }
        }
        return state;
    }

    int steps() {
        return steps;
    }

    void steps(int done) {
        steps = done;
    }
}
