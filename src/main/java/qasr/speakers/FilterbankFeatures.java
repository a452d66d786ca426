package qasr.speakers;

import java.util.Arrays;

/**
 * The features of CAM++: 80 logarithms of mel energies for each frame of 25 ms, every 10 ms, as Kaldi computes them
 * without dither, with the mean of each bin over the piece subtracted. Computed in double precision. Thread-safe.
 *
 * <p>Samples are in [-1, 1). Subtracting the mean removes any scale, but energies have a floor that quiet recordings
 * reach, so the scale of the samples matters.
 */
public final class FilterbankFeatures {
    /** The number of features of a frame. */
    public static final int BINS = 80;

    private static final int WINDOW = 400;
    private static final int HOP = 160;
    private static final int FFT = 512;
    private static final double RATE = 16_000;
    private static final double LOWEST_HZ = 20;
    private static final double PREEMPHASIS = 0.97;
    private static final double POVEY_POWER = 0.85;
    /** The lowest energy, float32's epsilon. */
    private static final double FLOOR = 0x1p-23;

    private final double[] window = new double[WINDOW];
    private final int[] firstLine = new int[BINS];
    private final double[][] filters = new double[BINS][];
    private final RealFourier fourier = new RealFourier(FFT);

    /** Computes window and filters. */
    public FilterbankFeatures() {
        for (int i = 0; i < WINDOW; i++) {
            window[i] = Math.pow(0.5 - 0.5 * Math.cos(2 * Math.PI * i / (WINDOW - 1)), POVEY_POWER);
        }
        double lowest = mel(LOWEST_HZ);
        double step = (mel(RATE / 2) - lowest) / (BINS + 1);
        for (int bin = 0; bin < BINS; bin++) {
            double left = lowest + bin * step;
            filter(bin, left, left + step, left + 2 * step);
        }
    }

    private static double mel(double hertz) {
        return 1127 * Math.log(1 + hertz / 700);
    }

    /** Keeps the weights of the lines between {@code left} and {@code right}, a triangle in mel. */
    private void filter(int bin, double left, double centre, double right) {
        double[] weights = new double[FFT / 2];
        int first = FFT / 2;
        int last = -1;
        for (int line = 0; line < FFT / 2; line++) {
            double mel = mel(line * RATE / FFT);
            weights[line] = Math.max(0, Math.min((mel - left) / (centre - left), (right - mel) / (right - centre)));
            if (weights[line] > 0) {
                first = Math.min(first, line);
                last = line;
            }
        }
        firstLine[bin] = Math.min(first, last + 1);
        filters[bin] = Arrays.copyOfRange(weights, firstLine[bin], last + 1);
    }

    /** Returns the number of frames of {@code samples} samples; the rest at the end is left out. */
    public static int frames(int samples) {
        return samples < WINDOW ? 0 : 1 + (samples - WINDOW) / HOP;
    }

    /** Returns the energies before their mean is subtracted: [frames][80]. */
    public double[][] energies(float[] samples) {
        double[][] energies = new double[frames(samples.length)][BINS];
        double[] frame = new double[FFT];
        double[] power = new double[FFT / 2];
        for (int i = 0; i < energies.length; i++) {
            emphasise(samples, i * HOP, frame);
            fourier.power(frame, power);
            for (int bin = 0; bin < BINS; bin++) {
                double sum = 0;
                for (int k = 0; k < filters[bin].length; k++) {
                    sum += filters[bin][k] * power[firstLine[bin] + k];
                }
                energies[i][bin] = Math.log(Math.max(sum, FLOOR));
            }
        }
        return energies;
    }

    /** Fills {@code frame} with a windowed frame and zeros up to the length of the transform. */
    private void emphasise(float[] samples, int start, double[] frame) {
        double mean = 0;
        for (int i = 0; i < WINDOW; i++) {
            mean += samples[start + i];
        }
        mean /= WINDOW;
        double before = samples[start] - mean;
        for (int i = 0; i < WINDOW; i++) {
            double sample = samples[start + i] - mean;
            frame[i] = (sample - PREEMPHASIS * before) * window[i];
            before = sample;
        }
        Arrays.fill(frame, WINDOW, FFT, 0);
    }

    /** Returns the features of a piece, as the network takes them: [80 * frames], frames running fastest. */
    public float[] image(float[] samples) {
        double[][] energies = energies(samples);
        int frames = energies.length;
        float[] image = new float[BINS * frames];
        for (int bin = 0; bin < BINS; bin++) {
            double sum = 0;
            for (double[] frame : energies) {
                sum += frame[bin];
            }
            double mean = sum / frames;
            for (int i = 0; i < frames; i++) {
                image[bin * frames + i] = (float) (energies[i][bin] - mean);
            }
        }
        return image;
    }
}
