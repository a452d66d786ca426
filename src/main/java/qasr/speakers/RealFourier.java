package qasr.speakers;

/**
 * The power spectrum of real frames whose length is a power of two, by a complex transform of half the length. Thread-safe.
 */
final class RealFourier {
    private final int half;
    private final int[] reversed;
    private final double[] cosines;
    private final double[] sines;

    /** Creates the transform of {@code length} samples. */
    RealFourier(int length) {
        half = length / 2;
        reversed = new int[half];
        int bits = Integer.numberOfTrailingZeros(half);
        for (int i = 0; i < half; i++) {
            reversed[i] = Integer.reverse(i) >>> (Integer.SIZE - bits);
        }
        cosines = new double[half];
        sines = new double[half];
        for (int i = 0; i < half; i++) {
            cosines[i] = Math.cos(2 * Math.PI * i / length);
            sines[i] = -Math.sin(2 * Math.PI * i / length);
        }
    }

    /**
     * Computes re^2 + im^2 of the lines 0 to {@code frame.length / 2 - 1}.
     *
     * @param power takes the result
     */
    void power(double[] frame, double[] power) {
        double[] re = new double[half];
        double[] im = new double[half];
        for (int i = 0; i < half; i++) {
            re[reversed[i]] = frame[2 * i];
            im[reversed[i]] = frame[2 * i + 1];
        }
        transform(re, im);
        for (int k = 0; k < half; k++) {
            int mirror = (half - k) % half;
            double evenRe = (re[k] + re[mirror]) / 2;
            double evenIm = (im[k] - im[mirror]) / 2;
            double oddRe = (im[k] + im[mirror]) / 2;
            double oddIm = (re[mirror] - re[k]) / 2;
            double lineRe = evenRe + cosines[k] * oddRe - sines[k] * oddIm;
            double lineIm = evenIm + cosines[k] * oddIm + sines[k] * oddRe;
            power[k] = lineRe * lineRe + lineIm * lineIm;
        }
    }

    /** Transforms numbers that are already in bit-reversed order. */
    private void transform(double[] re, double[] im) {
        for (int size = 1; size < half; size *= 2) {
            int step = half / size; // of the table, whose length is twice the transform's
            for (int start = 0; start < half; start += 2 * size) {
                for (int i = 0; i < size; i++) {
                    double cosine = cosines[i * step];
                    double sine = sines[i * step];
                    int a = start + i;
                    int b = a + size;
                    double turnedRe = re[b] * cosine - im[b] * sine;
                    double turnedIm = re[b] * sine + im[b] * cosine;
                    re[b] = re[a] - turnedRe;
                    im[b] = im[a] - turnedIm;
                    re[a] += turnedRe;
                    im[a] += turnedIm;
                }
            }
        }
    }
}
