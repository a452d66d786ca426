package qasr.vad;

/**
 * A detector that computes the probability of speech for consecutive VAD frames (512 samples, 32 ms). It keeps state
 * from frame to frame, so it processes one recording at a time. It may own native memory and must be closed.
 */
public interface SpeechDetector extends AutoCloseable {
    /** The number of samples in a VAD frame. */
    int FRAME_SAMPLES = 512;

    /**
     * Returns one probability per frame of {@code samples}, whose length must be a multiple of {@link #FRAME_SAMPLES}.
     * The caller fills the last frame of a recording with zeros.
     *
     * @throws DetectorException if the detector cannot continue with this recording; {@link #reset} makes it usable for
     *     another
     */
    float[] probabilities(float[] samples) throws DetectorException;

    /** Clears the state for another recording. */
    void reset();

    @Override
    void close();
}
