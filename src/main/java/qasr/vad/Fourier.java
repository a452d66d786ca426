package qasr.vad;

/** The discrete Fourier transform of one size, in place (Cooley and Tukey, radix 2). Keeps its tables; not thread-safe. */
final class Fourier {
    private final int size;
    private final double[] cosines;
    private final double[] sines;

    /** Creates the transform of {@code size} numbers, a power of two. */
    Fourier(int size) {
        if (Integer.bitCount(size) != 1 || size < 2) {
            throw new IllegalArgumentException("not a power of two: " + size);
        }
        this.size = size;
        cosines = new double[size / 2];
        sines = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cosines[i] = Math.cos(2 * Math.PI * i / size);
            sines[i] = -Math.sin(2 * Math.PI * i / size);
        }
    }

    /** Transforms {@code size} complex numbers. Transforming with the arrays swapped is the inverse, times the size. */
    void transform(double[] real, double[] imaginary) {
        int shift = 1 + Integer.numberOfLeadingZeros(size);
        for (int i = 0; i < size; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (j > i) {
                double swapped = real[i];
                real[i] = real[j];
                real[j] = swapped;
                swapped = imaginary[i];
                imaginary[i] = imaginary[j];
                imaginary[j] = swapped;
            }
        }
        for (int half = 1; half < size; half *= 2) {
            int stride = size / (2 * half);
            for (int start = 0; start < size; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int upper = start + k;
                    int lower = upper + half;
                    double cosine = cosines[k * stride];
                    double sine = sines[k * stride];
                    double re = real[lower] * cosine - imaginary[lower] * sine;
                    double im = real[lower] * sine + imaginary[lower] * cosine;
                    real[lower] = real[upper] - re;
                    imaginary[lower] = imaginary[upper] - im;
                    real[upper] += re;
                    imaginary[upper] += im;
                }
            }
        }
    }
}
