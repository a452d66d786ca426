package qasr.torch;

/**
 * The operators of the networks as plain loops in double precision, without libraries. The results of the libraries are
 * compared with them. Arrays are row by row; the last axis is contiguous.
 */
final class PlainLoops {
    private PlainLoops() {}

    /** Returns {@code x} [rows, in] times the transpose of {@code weight} [out, in]: [rows, out]. */
    static double[] product(double[] x, double[] weight, int in) {
        int rows = x.length / in;
        int out = weight.length / in;
        double[] y = new double[rows * out];
        for (int row = 0; row < rows; row++) {
            for (int o = 0; o < out; o++) {
                double sum = 0;
                for (int i = 0; i < in; i++) {
                    sum += x[row * in + i] * weight[o * in + i];
                }
                y[row * out + o] = sum;
            }
        }
        return y;
    }

    /**
     * The parameters of a convolution.
     *
     * @param input items, channels, rows, steps
     * @param kernel rows, steps
     * @param padding of rows, of steps, on both sides
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Convolution(int[] input, int[] kernel, int stride, int[] padding) {
        int rows() {
            return (input[2] + 2 * padding[0] - kernel[0]) / stride + 1;
        }

        int steps() {
            return (input[3] + 2 * padding[1] - kernel[1]) / stride + 1;
        }
    }

    /** Returns {@code x} convolved with {@code weight} [out, channels, kernel rows, kernel steps]: [items, out, rows, steps]. */
    static double[] convolved(double[] x, double[] weight, double[] bias, Convolution how) {
        double[] y = new double[how.input[0] * bias.length * how.rows() * how.steps()];
        int at = 0;
        for (int item = 0; item < how.input[0]; item++) {
            for (int out = 0; out < bias.length; out++) {
                for (int row = 0; row < how.rows(); row++) {
                    for (int step = 0; step < how.steps(); step++) {
                        y[at++] = bias[out] + convolvedAt(x, weight, how, new int[] {item, out, row, step});
                    }
                }
            }
        }
        return y;
    }

    /** Returns rows 0, {@code stride}, 2 {@code stride}, .. of matrices [rows, steps], one after the other. */
    static double[] everyRow(double[] x, int rows, int steps, int stride) {
        int kept = (rows + stride - 1) / stride;
        int matrices = x.length / (rows * steps);
        double[] y = new double[matrices * kept * steps];
        for (int matrix = 0; matrix < matrices; matrix++) {
            for (int row = 0; row < kept; row++) {
                System.arraycopy(x, (matrix * rows + row * stride) * steps, y, (matrix * kept + row) * steps, steps);
            }
        }
        return y;
    }

    private static double convolvedAt(double[] x, double[] weight, Convolution how, int[] place) {
        int channels = how.input[1];
        double sum = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int r = 0; r < how.kernel[0]; r++) {
                int row = place[2] * how.stride + r - how.padding[0];
                for (int s = 0; s < how.kernel[1]; s++) {
                    int step = place[3] * how.stride + s - how.padding[1];
                    if (row >= 0 && row < how.input[2] && step >= 0 && step < how.input[3]) {
                        sum += x[((place[0] * channels + channel) * how.input[2] + row) * how.input[3] + step]
                                * weight[((place[1] * channels + channel) * how.kernel[0] + r) * how.kernel[1] + s];
                    }
                }
            }
        }
        return sum;
    }

    /** Returns each row of {@code x} [rows, width] with mean 0 and variance 1, times {@code weight} plus {@code bias}. */
    static double[] layerNorm(double[] x, double[] weight, double[] bias, double epsilon) {
        int width = weight.length;
        double[] y = new double[x.length];
        for (int row = 0; row < x.length; row += width) {
            double mean = 0;
            for (int i = 0; i < width; i++) {
                mean += x[row + i] / width;
            }
            double variance = 0;
            for (int i = 0; i < width; i++) {
                variance += (x[row + i] - mean) * (x[row + i] - mean) / width;
            }
            for (int i = 0; i < width; i++) {
                y[row + i] = (x[row + i] - mean) / Math.sqrt(variance + epsilon) * weight[i] + bias[i];
            }
        }
        return y;
    }

    /** Returns each row of {@code x} [rows, width] divided by its root mean square, times {@code weight}. */
    static double[] rmsNorm(double[] x, double[] weight, double epsilon) {
        int width = weight.length;
        double[] y = new double[x.length];
        for (int row = 0; row < x.length; row += width) {
            double square = 0;
            for (int i = 0; i < width; i++) {
                square += x[row + i] * x[row + i] / width;
            }
            for (int i = 0; i < width; i++) {
                y[row + i] = x[row + i] / Math.sqrt(square + epsilon) * weight[i];
            }
        }
        return y;
    }

    /** Returns the soft-max of each row of {@code x} [rows, width]. */
    static double[] softmax(double[] x, int width) {
        double[] y = new double[x.length];
        for (int row = 0; row < x.length; row += width) {
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < width; i++) {
                most = Math.max(most, x[row + i]);
            }
            double sum = 0;
            for (int i = 0; i < width; i++) {
                y[row + i] = Math.exp(x[row + i] - most);
                sum += y[row + i];
            }
            for (int i = 0; i < width; i++) {
                y[row + i] /= sum;
            }
        }
        return y;
    }

    /**
     * Returns attention without a mask of one head: {@code q} [rows, width], {@code k} and {@code v} [positions, width];
     * scores are divided by the square root of the width.
     */
    static double[] attention(double[] q, double[] k, double[] v, int width) {
        double[] scores = product(q, k, width);
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= Math.sqrt(width);
        }
        int positions = k.length / width;
        return product(softmax(scores, positions), transposed(v, width), positions);
    }

    /** Returns {@code x} [rows, width] as [width, rows]. */
    static double[] transposed(double[] x, int width) {
        int rows = x.length / width;
        double[] y = new double[x.length];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                y[i * rows + row] = x[row * width + i];
            }
        }
        return y;
    }

    /** Returns the power of bins 0 to {@code length} / 2 of each frame's Fourier transform: [frames, bins]. */
    static double[] power(double[][] frames, int length) {
        int bins = length / 2 + 1;
        double[] power = new double[frames.length * bins];
        for (int frame = 0; frame < frames.length; frame++) {
            for (int bin = 0; bin < bins; bin++) {
                double real = 0;
                double imaginary = 0;
                for (int i = 0; i < length; i++) {
                    double angle = 2 * Math.PI * ((long) bin * i % length) / length;
                    real += frames[frame][i] * Math.cos(angle);
                    imaginary += frames[frame][i] * Math.sin(angle);
                }
                power[frame * bins + bin] = real * real + imaginary * imaginary;
            }
        }
        return power;
    }

    /** Returns x times the probability that a standard normal number is less than x (exact GELU). */
    static double gelu(double x) {
        return x * 0.5 * (1 + errorFunction(x / Math.sqrt(2)));
    }

    /** Returns x times its logistic function. */
    static double silu(double x) {
        return x / (1 + Math.exp(-x));
    }

    /**
     * Returns the error function by its power series, which loses six of sixteen digits at 4; above 4, returns 1, exact
     * to 2e-8.
     */
    private static double errorFunction(double x) {
        if (Math.abs(x) > 4) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < 100; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }
}
