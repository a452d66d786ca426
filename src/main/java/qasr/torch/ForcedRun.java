package qasr.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import qasr.audio.Waveform;
import qasr.model.ModelConfig;
import qasr.model.ModelInput;
import qasr.model.Prompt;

/**
 * Computes chunks one by one with all logits, to compare precisions and to calibrate. Returned tensors belong to the
 * caller's pointer scope. Owns native memory: close it. The caller keeps the weights.
 */
final class ForcedRun implements AutoCloseable {
    /** The number of chunks that are decoded at once, so that the weights are read once for all of them. */
    static final int TOGETHER = 4;

    private final Set<Integer> stopIds;
    private final Prompt prompt;
    private final AudioEncoder encoder;
    private final TextDecoder decoder;
    private final TorchSession prefix;

    /** A chunk's tokens, and the logits [tokens, vocabulary] at each position. */
    record Said(List<Integer> tokens, Tensor logits) {
        /**
         * Returns the lead of each of {@code tokens}: its logit minus the largest other logit; negative if it is not
         * the largest.
         */
        double[] leads(List<Integer> tokens) {
            Tensor index = Values.longs(
                            tokens.stream().mapToLong(Integer::longValue).toArray())
                    .unsqueeze(1);
            Tensor others = logits.scatter(1, index, new Scalar(Float.NEGATIVE_INFINITY))
                    .amax(new long[] {1}, true);
            return Values.toDoubles(logits.gather(1, index).sub(others).to(torch.ScalarType.Double));
        }
    }

    ForcedRun(ModelConfig config, Weights weights, Device device, Prompt prompt) {
        this(config, weights, device, prompt, weights.decoderInt8Layers(), Set.of());
    }

    /**
     * Creates a run with {@code int8Layers} instead of the weights' own, which the caller keeps.
     *
     * @param avoided the kernels that the machine computes wrongly
     */
    ForcedRun(
            ModelConfig config, Weights weights, Device device, Prompt prompt, IValue int8Layers, Set<Kernel> avoided) {
        this.prompt = prompt;
        stopIds = config.tokens().stop();
        encoder = new AudioEncoder(config, weights, device, !avoided.contains(Kernel.CONVOLUTIONS));
        decoder = new TextDecoder(config.text(), weights, device, int8Layers);
        prefix = decoder.session(prompt.beforeAudio().length);
        try (PointerScope scope = new PointerScope()) {
            decoder.prefillPrecisely(prefix, decoder.embed(prompt.beforeAudio()));
        }
    }

    /** Returns the embeddings [S, hidden] after the prefix: the audio and the end of the prompt. */
    Tensor hear(Waveform waveform) {
        Waveform input = ModelInput.prepared(waveform);
        return torch.cat(
                new TensorVector(encoder.encode(encoder.logMel(input)), decoder.embed(prompt.afterAudio())), 0);
    }

    /** Returns the likeliest tokens of each chunk, including the stop token; at most {@code most}. */
    List<List<Integer>> greedy(List<Tensor> heard, int most) {
        List<List<Integer>> all = new ArrayList<>();
        for (int start = 0; start < heard.size(); start += TOGETHER) {
            try (PointerScope scope = new PointerScope()) {
                all.addAll(greedyTogether(heard.subList(start, Math.min(heard.size(), start + TOGETHER)), most));
            }
        }
        return all;
    }

    private List<List<Integer>> greedyTogether(List<Tensor> heard, int most) {
        List<List<Integer>> tokens = new ArrayList<>();
        List<TorchSession> sessions = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        try {
            for (Tensor chunk : heard) {
                TorchSession session = decoder.session(prefix.length() + Math.toIntExact(chunk.size(0)) + most);
                sessions.add(session);
                session.copyFrom(prefix);
                int first = likeliest(decoder.output().logits(decoder.prefill(session, chunk)))[0];
                open.add(tokens.size());
                tokens.add(new ArrayList<>(List.of(first)));
            }
            while (true) {
                open.removeIf(row -> tokens.get(row).size() >= most
                        || stopIds.contains(tokens.get(row).get(tokens.get(row).size() - 1)));
                if (open.isEmpty()) {
                    return tokens;
                }
                try (PointerScope scope = new PointerScope()) {
                    int[] last = open.stream()
                            .mapToInt(row -> tokens.get(row).get(tokens.get(row).size() - 1))
                            .toArray();
                    List<TorchSession> rows = open.stream().map(sessions::get).toList();
                    int[] next = likeliest(decoder.output().logits(decoder.step(rows, decoder.embed(last), false)));
                    for (int i = 0; i < next.length; i++) {
                        tokens.get(open.get(i)).add(next[i]);
                    }
                }
            }
        } finally {
            sessions.forEach(TorchSession::close);
        }
    }

    /**
     * Feeds {@code tokens} to the decoder, all positions at once; compared with one by one, only rounding may differ. The
     * tokens of the result are the likeliest ones at each position.
     */
    Said forced(Tensor heard, List<Integer> tokens) {
        try (TorchSession session = decoder.session(length(heard, tokens))) {
            session.copyFrom(prefix);
            Tensor states = decoder.prefill(session, withAnswer(decoder, heard, tokens), false, tokens.size());
            Tensor logits = decoder.output().logits(states);
            List<Integer> likeliest = Arrays.stream(likeliest(logits)).boxed().toList();
            return new Said(likeliest, logits);
        }
    }

    /** Feeds {@code tokens} to {@code recorder}, a decoder with the same weights. */
    void record(TextDecoder recorder, Tensor heard, List<Integer> tokens) {
        try (TorchSession session = recorder.session(length(heard, tokens))) {
            session.copyFrom(prefix);
            Tensor all = withAnswer(recorder, heard, tokens);
            // The states of all positions: otherwise, the last layer would have few inputs.
            recorder.prefill(session, all, false, Math.toIntExact(all.size(0)));
        }
    }

    /** Returns the number of positions of {@code heard} with the prefix and all of {@code tokens} but the last. */
    private int length(Tensor heard, List<Integer> tokens) {
        return prefix.length() + Math.toIntExact(heard.size(0)) + tokens.size() - 1;
    }

    private static Tensor withAnswer(TextDecoder taker, Tensor heard, List<Integer> tokens) {
        int[] before = tokens.subList(0, tokens.size() - 1).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        return before.length == 0 ? heard : torch.cat(new TensorVector(heard, taker.embed(before)), 0);
    }

    private static int[] likeliest(Tensor logits) {
        double[] tokens =
                Values.toDoubles(logits.argmax(new LongOptional(1), false).to(torch.ScalarType.Double));
        return Arrays.stream(tokens).mapToInt(token -> (int) token).toArray();
    }

    /** Returns lists in which a decoder records the inputs of each matrix of {@code layers} layers. */
    static IValue recordings(int layers) {
        List<List<Tensor>> lists = new ArrayList<>();
        for (int i = 0; i < layers * Int8Layers.MATRICES.size(); i++) {
            lists.add(List.of(torch.zeros(1)));
        }
        return Values.tensorLists(lists);
    }

    /** Returns the recorded inputs of matrix {@code index}: rows [N, in]. */
    static Tensor recorded(IValue recordings, int index) {
        List<Tensor> rows = Values.toTensors(recordings.toList().get(index));
        TensorVector all = new TensorVector();
        rows.subList(1, rows.size()).forEach(all::push_back);
        return torch.cat(all, 0);
    }

    @Override
    public void close() {
        prefix.close();
        encoder.close();
        decoder.close();
    }
}
