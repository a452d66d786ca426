package qasr.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import qasr.audio.Waveform;
import qasr.model.ModelConfig;
import qasr.model.ModelInput;
import qasr.model.Prompt;

/**
 * One chunk after another, with all logits: for comparing precisions and for calibrating one. Tensors it returns belong to
 * the caller's pointer scope. Owns native memory: close it; the weights stay the caller's.
 */
final class ForcedRun implements AutoCloseable {
    private final Set<Integer> stopIds;
    private final Prompt prompt;
    private final AudioEncoder encoder;
    private final TextDecoder decoder;
    private final TorchSession prefix;

    /** A chunk's tokens and the logits [tokens, vocabulary] that each was the greatest of, or might have been. */
    record Said(List<Integer> tokens, Tensor logits) {}

    ForcedRun(ModelConfig config, Weights weights, Device device, Prompt prompt) {
        this.prompt = prompt;
        stopIds = config.tokens().stop();
        encoder = new AudioEncoder(config, weights, device);
        decoder = new TextDecoder(config.text(), weights, device);
        prefix = decoder.session(prompt.beforeAudio().length);
        try (PointerScope scope = new PointerScope()) {
            decoder.prefillPrecisely(prefix, decoder.embed(prompt.beforeAudio()));
        }
    }

    /** Takes the likeliest token each time, up to the one that ends the text, and that too; {@code most} at most. */
    Said greedy(Waveform waveform, int most) {
        return run(decoder, waveform, List.of(), most);
    }

    /** Takes {@code tokens}, whatever it would have taken; the result's tokens are the ones it would have taken. */
    Said forced(Waveform waveform, List<Integer> tokens) {
        return run(decoder, waveform, tokens, tokens.size());
    }

    /** As {@link #forced}, and has {@code recorder} see it: a decoder of the same weights. */
    void record(TextDecoder recorder, Waveform waveform, List<Integer> tokens) {
        run(recorder, waveform, tokens, tokens.size());
    }

    private Said run(TextDecoder taker, Waveform waveform, List<Integer> forced, int most) {
        Waveform input = ModelInput.prepared(waveform);
        int positions = prompt.beforeAudio().length + encoder.audioTokens(input) + prompt.afterAudio().length;
        List<Integer> tokens = new ArrayList<>();
        TensorVector logits = new TensorVector();
        try (TorchSession session = taker.session(positions + most)) {
            session.copyFrom(prefix);
            Tensor embeddings = torch.cat(
                    new TensorVector(encoder.encode(encoder.logMel(input)), taker.embed(prompt.afterAudio())), 0);
            Tensor state = taker.prefill(session, embeddings);
            for (int i = 0; i < most; i++) {
                Tensor scores = taker.logits(state);
                logits.push_back(scores);
                int best = scores.argmax().item_int();
                tokens.add(best);
                boolean free = forced.isEmpty();
                if (free && stopIds.contains(best)) {
                    break;
                }
                state = taker.step(List.of(session), taker.embed(free ? best : forced.get(i)), false);
            }
        }
        return new Said(tokens, torch.cat(logits, 0));
    }

    /** Returns lists that a decoder given them fills with what each matrix of {@code layers} layers is multiplied with. */
    static IValue recordings(int layers) {
        List<List<Tensor>> lists = new ArrayList<>();
        for (int i = 0; i < layers * Int8Layers.MATRICES.size(); i++) {
            lists.add(List.of(torch.zeros(1)));
        }
        return Values.tensorLists(lists);
    }

    /** Returns what was multiplied with matrix {@code index}: rows [N, in]. */
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
