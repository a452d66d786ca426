package qasr.torch;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The speech detector's network as plain loops in double precision. It is the reference for silero_vad.py, and the
 * fallback if that gives numbers that are not finite. Much slower.
 */
final class PlainSilero implements SileroForward {
    private static final int FRAME = 512;
    private static final int HEARD = CONTEXT_SAMPLES + FRAME;
    private static final int STFT_LENGTH = 256;
    private static final int STFT_HOP = 128;
    private static final int KERNEL = 3;
    private static final int[] STRIDES = {1, 2, 2, 1};

    private final float[] basis;
    private final float[][] weights;
    private final float[][] biases;
    private final float[] inputWeights;
    private final float[] hiddenWeights;
    private final double[] gateBias;
    private final float[] headWeights;
    private final float headBias;

    PlainSilero(SileroWeights file) {
        basis = file.numbers("model.stft.forward_basis_buffer");
        weights = layers(file, "model.encoder.%d.reparam_conv.weight");
        biases = layers(file, "model.encoder.%d.reparam_conv.bias");
        inputWeights = file.numbers("model.decoder.rnn.weight_ih");
        hiddenWeights = file.numbers("model.decoder.rnn.weight_hh");
        float[] one = file.numbers("model.decoder.rnn.bias_ih");
        float[] other = file.numbers("model.decoder.rnn.bias_hh");
        gateBias = IntStream.range(0, one.length)
                .mapToDouble(i -> (double) one[i] + other[i])
                .toArray();
        headWeights = file.numbers("model.decoder.decoder.2.weight");
        headBias = file.numbers("model.decoder.decoder.2.bias")[0];
    }

    private static float[][] layers(SileroWeights file, String pattern) {
        return IntStream.range(0, STRIDES.length)
                .mapToObj(i -> file.numbers(String.format(Locale.ROOT, pattern, i)))
                .toArray(float[][]::new);
    }

    @Override
    public Result run(float[] samples, int frames, SileroState state) {
        float[] probabilities = new float[frames];
        float[] hidden = state.hidden();
        float[] cell = state.cell();
        for (int frame = 0; frame < frames; frame++) {
            double[][] encoded = magnitude(Arrays.copyOfRange(samples, frame * FRAME, frame * FRAME + HEARD));
            for (int layer = 0; layer < STRIDES.length; layer++) {
                encoded = convolved(encoded, weights[layer], biases[layer], STRIDES[layer]);
            }
            remember(encoded, hidden, cell);
            probabilities[frame] = (float) speech(hidden);
        }
        return new Result(probabilities, new SileroState(hidden, cell));
    }

    /** Returns the STFT magnitudes [129][4] of 576 samples, reflected by 64 on the right. */
    private double[][] magnitude(float[] heard) {
        double[] padded = new double[HEARD + STFT_LENGTH / 4];
        for (int i = 0; i < padded.length; i++) {
            padded[i] = heard[i < HEARD ? i : 2 * (HEARD - 1) - i];
        }
        int bins = basis.length / STFT_LENGTH / 2;
        int steps = (padded.length - STFT_LENGTH) / STFT_HOP + 1;
        double[][] magnitude = new double[bins][steps];
        for (int bin = 0; bin < bins; bin++) {
            for (int step = 0; step < steps; step++) {
                double real = 0;
                double imaginary = 0;
                for (int i = 0; i < STFT_LENGTH; i++) {
                    real += padded[step * STFT_HOP + i] * basis[bin * STFT_LENGTH + i];
                    imaginary += padded[step * STFT_HOP + i] * basis[(bins + bin) * STFT_LENGTH + i];
                }
                magnitude[bin][step] = Math.sqrt(real * real + imaginary * imaginary);
            }
        }
        return magnitude;
    }

    /**
     * Returns a convolution of kernel 3 and padding 1 with ReLU: [channels][steps] to [bias.length][(steps + 1) /
     * stride].
     */
    private static double[][] convolved(double[][] x, float[] weight, float[] bias, int stride) {
        int steps = x[0].length;
        double[][] y = new double[bias.length][(steps - 1) / stride + 1];
        for (int out = 0; out < bias.length; out++) {
            for (int step = 0; step < y[out].length; step++) {
                double sum = bias[out];
                for (int in = 0; in < x.length; in++) {
                    for (int k = 0; k < KERNEL; k++) {
                        int at = step * stride + k - 1;
                        sum += at < 0 || at >= steps ? 0 : x[in][at] * weight[(out * x.length + in) * KERNEL + k];
                    }
                }
                y[out][step] = Math.max(0, sum);
            }
        }
        return y;
    }

    /** Runs one LSTM step over the only column of {@code input} [128][1]; gates in the order i, f, g, o. */
    private void remember(double[][] input, float[] hidden, float[] cell) {
        double[] gates = gateBias.clone();
        for (int gate = 0; gate < gates.length; gate++) {
            for (int i = 0; i < SileroState.HIDDEN; i++) {
                gates[gate] += inputWeights[gate * SileroState.HIDDEN + i] * input[i][0];
                gates[gate] += hiddenWeights[gate * SileroState.HIDDEN + i] * (double) hidden[i];
            }
        }
        for (int i = 0; i < SileroState.HIDDEN; i++) {
            double kept = sigmoid(gates[SileroState.HIDDEN + i]) * cell[i];
            cell[i] = (float) (kept + sigmoid(gates[i]) * Math.tanh(gates[2 * SileroState.HIDDEN + i]));
        }
        for (int i = 0; i < SileroState.HIDDEN; i++) {
            hidden[i] = (float) (sigmoid(gates[3 * SileroState.HIDDEN + i]) * Math.tanh(cell[i]));
        }
    }

    private double speech(float[] hidden) {
        double sum = headBias;
        for (int i = 0; i < hidden.length; i++) {
            sum += headWeights[i] * (double) Math.max(0, hidden[i]);
        }
        return sigmoid(sum);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Override
    public void close() {
        // Owns no native memory.
    }
}
