package qasr.vad;

import qasr.audio.Waveform;

/** Distinguishes tones from noise by the flatness of the spectrum, as {@link Backdrop} explains. */
final class Tonality {
    private static final int SAMPLES = 1024;
    private static final double THRESHOLD = 0.2;
    private static final double LOWEST_HERTZ = 125;
    private static final int BAND_BINS = 32;
    private static final int BANDS = 12;
    /** A minimum far below the quantisation noise of 16 bits, so that a band of zeros has a logarithm. */
    private static final double FLOOR = 1e-9;

    private static final int FIRST_BIN = (int) (LOWEST_HERTZ * SAMPLES / Waveform.SAMPLE_RATE);

    private final double[] real = new double[SAMPLES];
    private final double[] imaginary = new double[SAMPLES];
    private final double[] window = new double[SAMPLES];
    private final double[] cosines = new double[SAMPLES / 2];
    private final double[] sines = new double[SAMPLES / 2];

    Tonality() {
        for (int i = 0; i < SAMPLES; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / SAMPLES); // Hann, periodic
        }
        for (int i = 0; i < SAMPLES / 2; i++) {
            cosines[i] = Math.cos(2 * Math.PI * i / SAMPLES);
            sines[i] = -Math.sin(2 * Math.PI * i / SAMPLES);
        }
    }

    /** Returns whether the first 64 ms of {@code samples} consist of one or more tones. */
    boolean isTonal(float[] samples) {
        for (int i = 0; i < SAMPLES; i++) {
            real[i] = window[i] * samples[i];
            imaginary[i] = 0;
        }
        transform();
        double weighted = 0;
        double total = 0;
        for (int band = 0; band < BANDS; band++) {
            double sum = 0;
            double logarithms = 0;
            for (int i = 0; i < BAND_BINS; i++) {
                int bin = FIRST_BIN + band * BAND_BINS + i;
                double power = real[bin] * real[bin] + imaginary[bin] * imaginary[bin] + FLOOR;
                sum += power;
                logarithms += Math.log(power);
            }
            weighted += BAND_BINS * Math.exp(logarithms / BAND_BINS); // the band's sum times its flatness
            total += sum;
        }
        return weighted < THRESHOLD * total;
    }

    /** Computes the Fourier transform in place (Cooley and Tukey, radix 2). */
    private void transform() {
        int shift = 1 + Integer.numberOfLeadingZeros(SAMPLES);
        for (int i = 0; i < SAMPLES; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (j > i) {
                double swapped = real[i];
                real[i] = real[j];
                real[j] = swapped; // all imaginary parts are still zero
            }
        }
        for (int half = 1; half < SAMPLES; half *= 2) {
            int stride = SAMPLES / (2 * half);
            for (int start = 0; start < SAMPLES; start += 2 * half) {
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
