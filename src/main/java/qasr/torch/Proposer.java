package qasr.torch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import qasr.model.TextDecoderConfig;

/**
 * Proposes the next tokens of a chunk with 8-bit matrices, propose.py. A step of the text decoder waits for its weights, for
 * one position as for nine. So half of the memory is read for each of a few proposals, and all of the weights once to check
 * them together: the results are the same bits as without proposals (speculative decoding, arXiv:2211.17192, with the most
 * probable token). Used by one thread at a time. Owns native memory: close it.
 */
final class Proposer implements AutoCloseable {
    /** The scripts that propose tokens. */
    static final List<String> SCRIPTS = List.of("layers", "int8", "cached_decoder", "propose");

    private final TextDecoderConfig config;
    private final Weights weights;
    private final TextDecoder decoder;
    private final ProposalWeights.Lists lists;
    private final Scripts scripts = Scripts.load(SCRIPTS);

    /** Creates a proposer for {@code decoder}, which has {@code weights}; the caller keeps everything. */
    Proposer(TextDecoderConfig config, Weights weights, TextDecoder decoder, ProposalWeights.Lists lists) {
        this.config = config;
        this.weights = weights;
        this.decoder = decoder;
        this.lists = lists;
    }

    /**
     * Returns {@code token} and up to {@code most} tokens that probably follow it after what {@code session} holds; none after
     * one of {@code stops}. Writes to the cache behind the session's length, which stays as it is.
     */
    int[] propose(TorchSession session, int token, int most, Set<Integer> stops) {
        session.reserve(most);
        int[] tokens = new int[most + 1];
        tokens[0] = token;
        for (int i = 0; i < most; i++) {
            try (PointerScope scope = new PointerScope()) {
                tokens[i + 1] = next(session, tokens[i], session.length() + i);
            }
            if (stops.contains(tokens[i + 1])) {
                return Arrays.copyOf(tokens, i + 2);
            }
        }
        return tokens;
    }

    private int next(TorchSession session, int token, int position) {
        Tensor embedding = decoder.embed(token);
        Optional<IValue> shortlist = weights.tokens().shortlist().map(Shortlist::matrix);
        IValue next = scripts.call(
                "likely_token",
                Values.of(embedding),
                Values.of(Values.longs(position)),
                Values.of(session.cache()),
                lists.layers(),
                lists.int8Layers(),
                Values.of(weights.norm()),
                decoder.headNorms(),
                Values.of(weights.output()),
                shortlist.orElseGet(() -> Values.tensors(List.of())),
                Values.of((long) config.heads()),
                Values.of((long) config.kvHeads()),
                Values.of((long) config.headDim()),
                Values.of(config.ropeTheta()),
                Values.of(config.rmsNormEps()),
                Values.of(decoder.isByVectors()));
        return Math.toIntExact(next.toInt());
    }

    @Override
    public void close() {
        scripts.close();
    }
}
