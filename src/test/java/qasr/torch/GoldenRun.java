package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
import qasr.model.Prompt;

/**
 * Runs the parts of the network on one golden file and compares number by number. The tolerances are the project's: ten
 * times what two independent implementations differ by.
 */
final class GoldenRun implements AutoCloseable {
    private static final double MEL_TOLERANCE = 1e-4;
    private static final double ENCODER_TOLERANCE = 1e-4;
    private static final double LOGITS_TOLERANCE = 2e-5;

    /** The chat template without context (specification, 4.2); golden files are about the published vocabulary. */
    static final Prompt PROMPT = new Prompt(
            new int[] {151644, 8948, 198, 151645, 198, 151644, 872, 198, 151669},
            new int[] {151670, 151645, 198, 151644, 77091, 198});

    /** The greatest differences: of the logits as a share of their range. */
    record Errors(double mel, double encoder, double logits) {
        String describe(String name) {
            return "%s: mel %.1e, encoder %.1e, logits %.1e of their range, every argmax equal"
                    .formatted(name, mel, encoder, logits);
        }
    }

    private final Weights weights;
    private final AudioEncoder encoder;
    private final TextDecoder decoder;

    GoldenRun(ModelDirectory directory) throws Exception {
        Libtorch.start();
        Libtorch.setThreads(Runtime.getRuntime().availableProcessors());
        Device device = Libtorch.device("cpu");
        weights = Weights.load(
                directory, device, WeightLoader.packingWorks() ? Precision.FP16 : Precision.FP32, List.of());
        encoder = new AudioEncoder(directory.config(), weights, device);
        decoder = new TextDecoder(directory.config().text(), weights, device);
    }

    /** Returns the differences from {@code golden} and fails if one is too great. */
    Errors check(Golden golden, Waveform recording) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Waveform waveform = ModelInput.prepared(recording);
            Tensor mel = encoder.logMel(waveform);
            double melError = error(golden, "mel", mel, "bins", "frames");
            Tensor sound = encoder.encode(mel);
            double encoderError = error(golden, "encoder", sound, "dim", "tokens");
            double rms =
                    Math.sqrt(sound.to(torch.ScalarType.Double).square().mean().item_double());
            assertEquals(golden.encoderRms(), rms, ENCODER_TOLERANCE, golden.name() + " rms of the encoder's output");
            double logitsError = logitsErrors(List.of(golden), List.of(sound))[0];
            assertTrue(melError <= MEL_TOLERANCE, golden.name() + ": mel differs by " + melError);
            assertTrue(encoderError <= ENCODER_TOLERANCE, golden.name() + ": encoder differs by " + encoderError);
            assertTrue(logitsError <= LOGITS_TOLERANCE, golden.name() + ": logits differ by " + logitsError);
            return new Errors(melError, encoderError, logitsError);
        }
    }

    private static double error(Golden golden, String key, Tensor actual, String one, String other) {
        boolean mel = key.equals("mel");
        assertEquals(golden.size(key, mel ? one : other), actual.size(0), golden.name() + " " + key);
        assertEquals(golden.size(key, mel ? other : one), actual.size(1), golden.name() + " " + key);
        float[] numbers = Values.toFloats(actual);
        int columns = Math.toIntExact(actual.size(1));
        double worst = 0;
        List<double[]> values = golden.values(key);
        assertTrue(!values.isEmpty(), golden.name() + " has no values of " + key);
        for (double[] value : values) {
            worst = greater(worst, value[2] - numbers[((int) value[0]) * columns + (int) value[1]]);
        }
        return worst;
    }

    /** Returns the greater magnitude; a number that is not one counts as infinite. */
    private static double greater(double worst, double difference) {
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, Math.abs(difference));
    }

    /** Decodes all of {@code goldens} side by side; fails if the logits of one differ by too much from its own. */
    void checkSideBySide(List<Golden> goldens) throws IOException {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            List<Tensor> sounds = new ArrayList<>();
            for (Golden golden : goldens) {
                Waveform waveform = ModelInput.prepared(golden.waveform(Path.of(".")));
                sounds.add(encoder.encode(encoder.logMel(waveform)));
            }
            double[] errors = logitsErrors(goldens, sounds);
            for (int i = 0; i < errors.length; i++) {
                assertTrue(
                        errors[i] <= LOGITS_TOLERANCE,
                        goldens.get(i).name() + " beside others: logits differ by " + errors[i]);
            }
        }
    }

    /** Returns the greatest difference of each, after one prefix that all of them share. */
    private double[] logitsErrors(List<Golden> goldens, List<Tensor> sounds) {
        double[] worst = new double[goldens.size()];
        List<TorchSession> sessions = new ArrayList<>();
        int[] before = PROMPT.beforeAudio();
        int[] after = PROMPT.afterAudio();
        try (TorchSession prefix = decoder.session(before.length)) {
            decoder.prefill(prefix, decoder.embed(before));
            for (int i = 0; i < worst.length; i++) {
                Tensor rest = torch.cat(new TensorVector(sounds.get(i), decoder.embed(after)), 0);
                int steps = goldens.get(i).forcedTokens().length;
                TorchSession session = decoder.session(before.length + Math.toIntExact(rest.size(0)) + steps);
                sessions.add(session);
                session.copyFrom(prefix);
                worst[i] = stepError(goldens.get(i), 0, decoder.prefill(session, rest));
            }
            int steps = goldens.stream().mapToInt(Golden::steps).min().orElseThrow();
            for (int step = 1; step < steps; step++) {
                int last = step - 1;
                int[] tokens = goldens.stream()
                        .mapToInt(golden -> golden.forcedTokens()[last])
                        .toArray();
                Tensor states = decoder.step(sessions, decoder.embed(tokens), false);
                for (int i = 0; i < worst.length; i++) {
                    worst[i] = Math.max(worst[i], stepError(goldens.get(i), step, states.narrow(0, i, 1)));
                }
            }
            return worst;
        } finally {
            sessions.forEach(TorchSession::close);
        }
    }

    private double stepError(Golden golden, int step, Tensor state) {
        float[] logits = Values.toFloats(decoder.output().logits(state));
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            min = Math.min(min, logit);
            max = Math.max(max, logit);
        }
        Choices choices = decoder.output().choose(state);
        assertEquals(golden.argmax(step), choices.token(0), golden.name() + " argmax of step " + step);
        assertTrue(choices.finite(0), golden.name() + " step " + step);
        double expected = logits[golden.argmax(step)] - golden.logSumExp(step);
        assertEquals(expected, choices.logProbability(0), 1e-3, golden.name() + " log-probability of step " + step);
        double worst = 0;
        for (double[] logit : golden.logits(step)) {
            worst = greater(worst, logit[1] - logits[(int) logit[0]]);
        }
        return worst / (max - min);
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
        weights.close();
    }
}
