package qasr.train;

import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;

/** The network's functions on one set of weights. */
final class Network {
    private final Graph graph;
    private final Shape shape;
    private final Weights weights;

    Network(Graph graph, Shape shape, Weights weights) {
        this.graph = graph;
        this.shape = shape;
        this.weights = weights;
    }

    /** B clips × audio tokens (padded) × hidden size. */
    Tensor encode(Batch batch) {
        return graph.encoder(
                        "encode_audio",
                        new IValue(batch.features()),
                        Graph.integers(batch.frames()),
                        Graph.tensors(weights.stem()),
                        Graph.tensors(weights.encoderLayers()),
                        Graph.tensors(weights.head()),
                        new IValue((long) shape.encoderHeads()),
                        new IValue((long) Shape.CHUNK_FRAMES),
                        new IValue((long) Shape.WINDOW_CHUNKS),
                        new IValue(true))
                .toTensor();
    }

    /** B × S × hidden size, normalised, for all positions. */
    Tensor decode(Tensor ids, Tensor audio, Tensor audioRows, Tensor encoderRows) {
        Tensor embeddings = graph.decoder(
                        "embed",
                        new IValue(ids),
                        new IValue(weights.embedding()),
                        new IValue(audio),
                        new IValue(audioRows),
                        new IValue(encoderRows))
                .toTensor();
        return graph.decoder(
                        "decode_all",
                        new IValue(embeddings),
                        Graph.tensors(weights.decoderLayers()),
                        new IValue(weights.norm()),
                        new IValue((long) shape.heads()),
                        new IValue((long) shape.kvHeads()),
                        new IValue((long) shape.headDim()),
                        new IValue(shape.ropeTheta()),
                        new IValue(Shape.EPSILON))
                .toTensor();
    }

    /** The sum of the connectionist losses of a batch; {@code head} is encoder or decoder. */
    Tensor connectionistLoss(String head, Tensor hidden, Batch batch) {
        return graph.training(
                        "connectionist_loss",
                        new IValue(hidden),
                        new IValue(batch.tokens()),
                        new IValue(weights.get("connectionist." + head + ".weight")),
                        new IValue(weights.get("connectionist." + head + ".bias")),
                        new IValue(batch.characters()),
                        new IValue(batch.characterCounts()))
                .toTensor();
    }

    /** The decoder's hidden states at the audio positions: B × longest clip's tokens × hidden size. */
    Tensor audioPositions(Tensor hidden, Batch batch) {
        return graph.training(
                        "audio_positions",
                        new IValue(hidden),
                        new IValue(batch.audioRows()),
                        new IValue(batch.decoderSlots()),
                        new IValue((long) batch.frames().length),
                        new IValue((long) batch.longest()))
                .toTensor();
    }

    /** The scores of every token after each of the rows. */
    Tensor textScores(Tensor hidden, Tensor rows) {
        return graph.training("text_scores", new IValue(hidden), new IValue(rows), new IValue(weights.embedding()))
                .toTensor();
    }

    Graph graph() {
        return graph;
    }

    Weights weights() {
        return weights;
    }

    /** B × 2N × characters log-probabilities of the encoder's connectionist head. */
    Tensor connectionistScores(Tensor hidden) {
        List<String> names = List.of("connectionist.encoder.weight", "connectionist.encoder.bias");
        return graph.training(
                        "connectionist_scores",
                        new IValue(hidden),
                        new IValue(weights.get(names.get(0))),
                        new IValue(weights.get(names.get(1))))
                .toTensor();
    }
}
