package qasr.torch;

import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Trials of log-mel, convolutions and speech detector, as in log_mel.py, convolution.py and silero_vad.py. */
final class SoundTrials {
    private static final int FFT_LENGTH = 400;
    private static final int HOP = 160;
    private static final int DETECTOR_FRAMES = 12;

    private final TrialNumbers numbers;

    SoundTrials(TrialNumbers numbers) {
        this.numbers = numbers;
    }

    /** Returns the error of mel powers, which are computed in double precision. */
    double fft() {
        double[] sound = numbers.fine(20 * HOP);
        try (Scripts scripts = Scripts.load("log_mel");
                PointerScope scope = new PointerScope()) {
            Tensor filters =
                    scripts.tensor("mel_filters", Values.of(128L), Values.of((long) FFT_LENGTH), Values.of(16_000L));
            Tensor actual = scripts.tensor(
                    "mel_power",
                    Values.of(TrialNumbers.tensor(sound, sound.length).to(ScalarType.Double)),
                    Values.of(filters),
                    Values.of((long) FFT_LENGTH),
                    Values.of((long) HOP));
            double[] weights = Values.toDoubles(filters.to(ScalarType.Double));
            double[] power = PlainLoops.power(frames(sound), FFT_LENGTH);
            return TrialNumbers.error(PlainLoops.product(weights, power, FFT_LENGTH / 2 + 1), actual);
        }
    }

    /** Frames of {@code sound}, reflected at both ends, under a periodic Hann window; the last one is dropped. */
    private static double[][] frames(double[] sound) {
        return IntStream.range(0, sound.length / HOP)
                .mapToObj(frame -> IntStream.range(0, FFT_LENGTH)
                        .mapToDouble(i -> {
                            int at = Math.abs(frame * HOP + i - FFT_LENGTH / 2);
                            double sample = sound[at < sound.length ? at : 2 * (sound.length - 1) - at];
                            return sample * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / FFT_LENGTH));
                        })
                        .toArray())
                .toArray(double[][]::new);
    }

    /** Returns the error of the library's convolutions with channels in whole blocks, which are all it is asked for. */
    double convolutions() {
        return TrialNumbers.worse(
                TrialNumbers.worse(blocks(48, 480), blocks(480, 16)),
                TrialNumbers.worse(rows(1, 3), TrialNumbers.worse(rows(2, 3), rows(2, 1))));
    }

    /** Returns the error of a convolution as in campplus.py, whose stride is for rows only. */
    private double rows(int stride, int side) {
        int channels = 32;
        int[] input = {1, channels, 10, 37};
        int padding = side / 2;
        var how = new PlainLoops.Convolution(input, new int[] {side, side}, 1, new int[] {padding, padding});
        double[] x = numbers.fine(channels * input[2] * input[3]);
        double[] weight = numbers.coarse(channels * channels * side * side);
        double[] bias = numbers.fine(channels);
        try (Scripts scripts = Scripts.load("convolution");
                PointerScope scope = new PointerScope()) {
            Tensor actual = scripts.tensor(
                    "convolve_rows",
                    Values.of(TrialNumbers.tensor(x, 1, channels, input[2], input[3])),
                    Values.of(TrialNumbers.tensor(weight, channels, channels, side, side)),
                    Values.of(TrialNumbers.tensor(bias, channels)),
                    Values.of((long) stride),
                    Values.of((long) padding),
                    Values.of(true));
            return TrialNumbers.error(
                    PlainLoops.everyRow(PlainLoops.convolved(x, weight, bias, how), input[2], input[3], stride),
                    actual);
        }
    }

    private double blocks(int channels, int outputs) {
        var how = new PlainLoops.Convolution(new int[] {4, channels, 7, 5}, new int[] {3, 3}, 2, new int[] {1, 1});
        double[] x = numbers.fine(4 * channels * 7 * 5);
        double[] weight = numbers.coarse(outputs * channels * 9);
        double[] bias = numbers.fine(outputs);
        try (Scripts scripts = Scripts.load("convolution");
                PointerScope scope = new PointerScope()) {
            Tensor actual = scripts.tensor(
                    "convolve_2d",
                    Values.of(TrialNumbers.tensor(x, 4, channels, 7, 5)),
                    Values.of(TrialNumbers.tensor(weight, outputs, channels, 3, 3)),
                    Values.of(TrialNumbers.tensor(bias, outputs)),
                    Values.of(2L),
                    Values.of(1L),
                    Values.of(true));
            return TrialNumbers.error(PlainLoops.convolved(x, weight, bias, how), actual);
        }
    }

    /** Returns the error of the speech detector's probabilities and of the state after some frames. */
    double detector() {
        float[] samples = new float[SileroForward.CONTEXT_SAMPLES + DETECTOR_FRAMES * 512];
        double[] noise = numbers.fine(samples.length);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (noise[i] * 0.3 * Math.sin(i * 1e-3) + 0.2 * Math.sin(i * 0.08 + Math.sin(i * 1e-3)));
        }
        SileroWeights file = SileroWeights.load();
        try (ScriptedSilero scripted = ScriptedSilero.of(file)) {
            SileroForward.Result actual = scripted.run(samples, DETECTOR_FRAMES, new SileroState());
            SileroForward.Result expected = new PlainSilero(file).run(samples, DETECTOR_FRAMES, new SileroState());
            return TrialNumbers.error(all(expected), all(actual));
        }
    }

    private static double[] all(SileroForward.Result result) {
        float[] probabilities = result.probabilities();
        float[] hidden = result.state().hidden();
        float[] cell = result.state().cell();
        double[] all = new double[probabilities.length + hidden.length + cell.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = i < probabilities.length
                    ? probabilities[i]
                    : i < probabilities.length + hidden.length
                            ? hidden[i - probabilities.length]
                            : cell[i - probabilities.length - hidden.length];
        }
        return all;
    }
}
