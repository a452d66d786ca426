package qasr.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** One training thread: gradients of small batches, summed over a step in leaves of its own. */
final class Worker {
    /** The divisors of a step's losses: the number of targets in the whole step, over all workers. */
    record Scale(double characters, double tokens) {}

    /** Sums over the batches of a step. */
    static final class Sums {
        double encoder;
        double decoder;
        double text;
        double correct;
        double tokens;
        double characters;
    }

    private final Network network;
    private Sums sums = new Sums();

    Worker(Graph graph, Shape shape, Weights weights) {
        this.network = new Network(graph, shape, weights.replica());
    }

    /** Adds the gradient of one batch to this worker's. */
    void learn(List<Sample> samples, Plan plan, Scale scale) {
        try (PointerScope scope = new PointerScope()) {
            Batch batch = Batch.of(network.graph(), samples, plan.augmentation());
            Tensor audio = network.encode(batch);
            Tensor encoder = network.connectionistLoss("encoder", audio, batch);
            Tensor loss = encoder.mul(new Scalar(plan.encoder() / scale.characters()));
            sums.encoder += encoder.item_float();
            samples.forEach(sample -> sums.characters += sample.characters().size());
            if (!plan.encoderOnly()) {
                Tensor hidden = network.decode(batch.ids(), audio, batch.audioRows(), batch.encoderRows());
                if (plan.decoder() > 0) {
                    Tensor heard = network.audioPositions(hidden, batch);
                    Tensor decoder = network.connectionistLoss("decoder", heard, batch);
                    sums.decoder += decoder.item_float();
                    loss = loss.add(decoder.mul(new Scalar(plan.decoder() / scale.characters())));
                }
                Tensor scores = network.textScores(hidden, batch.textRows());
                Tensor text = network.graph()
                        .training("text_loss", new IValue(scores), new IValue(batch.labels()), new IValue(0.0))
                        .toTensor();
                sums.text += text.item_float();
                sums.correct += network.graph()
                        .training("correct", new IValue(scores), new IValue(batch.labels()))
                        .toTensor()
                        .item_float();
                sums.tokens += batch.labels().numel();
                loss = loss.add(text.mul(new Scalar(plan.text() / scale.tokens())));
            }
            loss.backward();
        }
    }

    /** Returns the sums since the last call. */
    Sums takeSums() {
        Sums taken = sums;
        sums = new Sums();
        return taken;
    }

    /** Returns the gradients by name, without those that no batch has touched. */
    Map<String, Tensor> gradients() {
        Map<String, Tensor> gradients = new HashMap<>();
        network.weights().tensors().forEach((name, leaf) -> {
            Tensor gradient = leaf.grad();
            if (gradient.defined()) {
                gradients.put(name, gradient);
            }
        });
        return gradients;
    }

    /** Sets the gradients to zero. */
    void clear() {
        gradients().values().forEach(torch::zero_);
    }

    Network network() {
        return network;
    }
}
