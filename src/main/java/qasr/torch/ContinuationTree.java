package qasr.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A tree of continuations, so that common beginnings are computed once. Each token with a successor is a node. All
 * nodes run through the decoder in one pass; a node attends to the prompt, its ancestors and itself.
 */
final class ContinuationTree {
    private static final int ROOT = -1;
    // The number of states per product: 40 MB of logits with the published vocabulary.
    private static final int EDGES_AT_ONCE = 64;

    private record Edge(int parent, int token) {}

    private final List<Edge> nodes = new ArrayList<>();
    private final List<Integer> depths = new ArrayList<>();
    private final List<List<Edge>> paths = new ArrayList<>();

    ContinuationTree(List<int[]> continuations) {
        Map<Edge, Integer> indices = new HashMap<>();
        for (int[] continuation : continuations) {
            List<Edge> path = new ArrayList<>();
            int parent = ROOT;
            for (int k = 0; k < continuation.length; k++) {
                Edge edge = new Edge(parent, continuation[k]);
                path.add(edge);
                if (k < continuation.length - 1) {
                    parent = node(edge, indices);
                }
            }
            paths.add(path);
        }
    }

    private int node(Edge edge, Map<Edge, Integer> indices) {
        return indices.computeIfAbsent(edge, key -> {
            nodes.add(key);
            depths.add(key.parent == ROOT ? 0 : depths.get(key.parent) + 1);
            return nodes.size() - 1;
        });
    }

    /** Returns the number of tokens that run through the decoder. */
    int nodes() {
        return nodes.size();
    }

    /** Returns the log-probability of each continuation after {@code session}, whose last state is [1, hidden]. */
    double[] score(TextDecoder decoder, TorchSession session, Tensor state) {
        Tensor states = nodes.isEmpty() ? state : torch.cat(new TensorVector(state, run(decoder, session)), 0);
        Map<Edge, Double> logProbabilities = edgeScores(decoder, states);
        double[] scores = new double[paths.size()];
        for (int i = 0; i < scores.length; i++) {
            for (Edge edge : paths.get(i)) {
                scores[i] += logProbabilities.get(edge);
            }
        }
        return scores;
    }

    /** Returns the states [nodes, hidden]. */
    private Tensor run(TextDecoder decoder, TorchSession session) {
        int count = nodes.size();
        int past = session.length();
        int[] tokens = new int[count];
        long[] positions = new long[count];
        float[] mask = new float[count * (past + count)];
        for (int i = 0; i < count; i++) {
            tokens[i] = nodes.get(i).token;
            positions[i] = (long) past + depths.get(i);
            int row = i * (past + count);
            Arrays.fill(mask, row, row + past, 1);
            for (int seen = i; seen != ROOT; seen = nodes.get(seen).parent) {
                mask[row + past + seen] = 1;
            }
        }
        return decoder.branch(
                session,
                decoder.embed(tokens),
                Values.longs(positions),
                Values.floats(mask).view(count, past + count).to(ScalarType.Bool));
    }

    private Map<Edge, Double> edgeScores(TextDecoder decoder, Tensor states) {
        List<Edge> edges = paths.stream().flatMap(List::stream).distinct().toList();
        Map<Edge, Double> scores = new HashMap<>();
        for (int start = 0; start < edges.size(); start += EDGES_AT_ONCE) {
            List<Edge> part = edges.subList(start, Math.min(edges.size(), start + EDGES_AT_ONCE));
            long[] rows = part.stream().mapToLong(edge -> edge.parent + 1).toArray();
            long[] tokens = part.stream().mapToLong(Edge::token).toArray();
            Tensor index = Values.longs(rows).to(states.device(), ScalarType.Long);
            double[] values = decoder.output().logProbabilities(states.index_select(0, index), tokens);
            for (int i = 0; i < values.length; i++) {
                scores.put(part.get(i), values[i]);
            }
        }
        return scores;
    }
}
