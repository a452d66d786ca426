package qasr.vad;

/** The power spectrum of a few samples under a periodic Hann window. One object, one thread. */
public final class Spectrum {
    private final int samples;
    private final double[] real;
    private final double[] imaginary;
    private final double[] window;
    private final double[] cosines;
    private final double[] sines;

    /** Creates the transform of {@code samples} samples, a power of two. */
    public Spectrum(int samples) {
        this.samples = samples;
        real = new double[samples];
        imaginary = new double[samples];
        window = new double[samples];
        cosines = new double[samples / 2];
        sines = new double[samples / 2];
        for (int i = 0; i < samples; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / samples);
        }
        for (int i = 0; i < samples / 2; i++) {
            cosines[i] = Math.cos(2 * Math.PI * i / samples);
            sines[i] = -Math.sin(2 * Math.PI * i / samples);
        }
    }

    /** Transforms the samples of {@code sound} from {@code offset} on. */
    public void transform(float[] sound, int offset) {
        for (int i = 0; i < samples; i++) {
            real[i] = window[i] * sound[offset + i];
            imaginary[i] = 0;
        }
        transform();
    }

    /** Returns the power of {@code bin} of the last transform. */
    public double power(int bin) {
        return real[bin] * real[bin] + imaginary[bin] * imaginary[bin];
    }

    /** Computes the Fourier transform in place (Cooley and Tukey, radix 2). */
    private void transform() {
        int shift = 1 + Integer.numberOfLeadingZeros(samples);
        for (int i = 0; i < samples; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (j > i) {
                double swapped = real[i];
                real[i] = real[j];
                real[j] = swapped; // all imaginary parts are still zero
            }
        }
        for (int half = 1; half < samples; half *= 2) {
            int stride = samples / (2 * half);
            for (int start = 0; start < samples; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    butterfly(start + k, start + k + half, k * stride);
                }
            }
        }
    }

    private void butterfly(int upper, int lower, int turn) {
        double re = real[lower] * cosines[turn] - imaginary[lower] * sines[turn];
        double im = real[lower] * sines[turn] + imaginary[lower] * cosines[turn];
        real[lower] = real[upper] - re;
        imaginary[lower] = imaginary[upper] - im;
        real[upper] += re;
        imaginary[upper] += im;
    }
}
