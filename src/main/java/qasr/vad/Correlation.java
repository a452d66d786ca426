package qasr.vad;

/** Searches the delays between two signals, as the peaks of their correlation, whitened so that vowels do not smear it. */
final class Correlation {
    /** How far peaks are apart, in samples: a millisecond. */
    private static final int APART = 16;
    /** The exponent of the whitening: 1 would make all frequencies equal, also those with noise only. */
    private static final double WHITENING = 0.6;

    private static final double FLOOR = 1e-12;

    private final int mostLag;

    Correlation(int mostLag) {
        this.mostLag = mostLag;
    }

    /**
     * Returns the delays of {@code other} against {@code one}, the most probable first.
     *
     * @param start the index of the first sample to compare
     * @param length the number of samples to compare
     */
    int[] peaks(float[] one, float[] other, int start, int length, int count) {
        int size = Integer.highestOneBit(Math.max(2, length + mostLag - 1)) * 2;
        double[] real = new double[size];
        double[] imaginary = new double[size];
        for (int i = 0; i < length && start + i < Math.min(one.length, other.length); i++) {
            real[i] = one[start + i];
            imaginary[i] = other[start + i];
        }
        Fourier fourier = new Fourier(size);
        fourier.transform(real, imaginary);
        whiten(real, imaginary, size);
        fourier.transform(imaginary, real); // the inverse
        int[] peaks = new int[count];
        for (int n = 0; n < count; n++) {
            peaks[n] = highest(real, size, peaks, n);
        }
        return peaks;
    }

    /** Replaces the spectrum of two real signals by their whitened cross-spectrum. */
    private static void whiten(double[] real, double[] imaginary, int size) {
        double[] re = new double[size];
        double[] im = new double[size];
        for (int k = 1; k < size / 2; k++) {
            int mirror = size - k;
            double a = (real[k] + real[mirror]) / 2;
            double b = (imaginary[k] - imaginary[mirror]) / 2;
            double c = (imaginary[k] + imaginary[mirror]) / 2;
            double d = (real[mirror] - real[k]) / 2;
            // conj(one) * other: a peak at a positive lag means that the other is later
            double x = a * c + b * d;
            double y = a * d - b * c;
            double weight = Math.pow(Math.hypot(x, y) + FLOOR, -WHITENING);
            re[k] = x * weight;
            im[k] = y * weight;
            re[mirror] = re[k];
            im[mirror] = -im[k];
        }
        System.arraycopy(re, 0, real, 0, size);
        System.arraycopy(im, 0, imaginary, 0, size);
    }

    private int highest(double[] correlation, int size, int[] found, int count) {
        int best = 0;
        double most = -1;
        for (int lag = -mostLag; lag <= mostLag; lag++) {
            double height = Math.abs(correlation[lag < 0 ? size + lag : lag]);
            boolean isNew = true;
            for (int i = 0; i < count; i++) {
                isNew &= Math.abs(found[i] - lag) > APART;
            }
            if (isNew && height > most) {
                most = height;
                best = lag;
            }
        }
        return best;
    }
}
