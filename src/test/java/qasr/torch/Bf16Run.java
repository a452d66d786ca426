package qasr.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import qasr.audio.Waveform;
import qasr.model.ModelDirectory;
import qasr.model.ModelInput;
import qasr.model.Precision;

/**
 * The numbers that a network computes for one recording, as in the program: the prompt in blocks, then token by token.
 * They are compared with {@link RoundedReference}, which gets the same input. Arrays are row by row.
 *
 * @param frames of the spectrogram
 * @param mel the log-mel spectrogram [bins, frames]
 * @param sound the encoder's output [tokens, hidden]
 * @param embeddings what went into the decoder, [positions, hidden]
 * @param states the normalised states of the last positions, one for each token and one before [tokens + 1, hidden]
 * @param logits after these states [tokens + 1, vocabulary]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Bf16Run(int frames, double[] mel, double[] sound, double[] embeddings, double[] states, double[] logits) {
    /** A reference's numbers in the same places. */
    record Expected(double[] sound, double[] states, double[] logits) {}

    /** Runs {@code model} in {@code precision}, and has it say {@code tokens}. */
    static Bf16Run of(ModelDirectory model, Precision precision, Waveform recording, int... tokens) throws Exception {
        Libtorch.start();
        Device device = Libtorch.device("cpu");
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Weights weights = Weights.load(model, device, precision, List.of());
                AudioEncoder encoder = new AudioEncoder(model.config(), weights, device);
                TextDecoder decoder = new TextDecoder(model.config().text(), weights, device)) {
            Tensor mel = encoder.logMel(ModelInput.prepared(recording));
            Tensor sound = encoder.encode(mel);
            Tensor prompt = torch.cat(
                    new TensorVector(
                            decoder.embed(GoldenRun.PROMPT.beforeAudio()),
                            sound,
                            decoder.embed(GoldenRun.PROMPT.afterAudio())),
                    0);
            List<Tensor> states = new ArrayList<>();
            try (TorchSession session = decoder.session(Math.toIntExact(prompt.size(0)) + tokens.length)) {
                states.add(decoder.prefill(session, prompt));
                for (int token : tokens) {
                    states.add(decoder.step(List.of(session), decoder.embed(token), false));
                }
            }
            Tensor last = torch.cat(new TensorVector(states.toArray(Tensor[]::new)), 0);
            return new Bf16Run(
                    Math.toIntExact(mel.size(1)),
                    doubles(mel),
                    doubles(sound),
                    doubles(torch.cat(new TensorVector(prompt, decoder.embed(tokens)), 0)),
                    doubles(last),
                    doubles(decoder.output().logits(last)));
        }
    }

    private static double[] doubles(Tensor tensor) {
        return Values.toDoubles(tensor.to(torch.ScalarType.Double));
    }

    /** Returns what {@code reference} makes of the same spectrogram and of the same embeddings. */
    Expected expected(RoundedReference reference) throws Exception {
        double[] all = reference.decode(embeddings);
        double[] last = Arrays.copyOfRange(all, all.length - states.length, all.length);
        return new Expected(reference.encode(mel, frames), last, reference.logits(last));
    }
}
