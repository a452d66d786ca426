package qasr.train;

/**
 * One prompt as the trainer keeps it: mel power, not yet logarithmic, so that clips can be joined, scaled and mixed.
 *
 * @param variants the same words at several speeds, by several voices or over a telephone line; each T × 128 floats, frame
 *     by frame
 * @param phone index of the first variant that went through a telephone line; the variants before it are wide-band
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
record Clip(String language, String name, String text, boolean synthetic, float[][] variants, int phone) {
    static final int BINS = 128;

    int frames(int variant) {
        return variants[variant].length / BINS;
    }

    /** Seconds of the first variant, which is the recording as it is. */
    double seconds() {
        return frames(0) / 100.0;
    }
}
