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

    private final Spectrum spectrum = new Spectrum(SAMPLES);

    /** Returns whether the first 64 ms of {@code samples} consist of one or more tones. */
    boolean isTonal(float[] samples) {
        spectrum.transform(samples, 0);
        double weighted = 0;
        double total = 0;
        for (int band = 0; band < BANDS; band++) {
            double sum = 0;
            double logarithms = 0;
            for (int i = 0; i < BAND_BINS; i++) {
                int bin = FIRST_BIN + band * BAND_BINS + i;
                double power = spectrum.power(bin) + FLOOR;
                sum += power;
                logarithms += Math.log(power);
            }
            weighted += BAND_BINS * Math.exp(logarithms / BAND_BINS); // the band's sum times its flatness
            total += sum;
        }
        return weighted < THRESHOLD * total;
    }
}
