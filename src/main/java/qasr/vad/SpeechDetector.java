package qasr.vad;

/**
 * Gives the probability of speech for one VAD frame (512 samples, 32 ms) after another. State carries from frame to
 * frame; a detector serves one recording at a time. May own native memory: close it.
 */
public interface SpeechDetector extends AutoCloseable {
    /** Samples in one VAD frame. */
    int FRAME_SAMPLES = 512;

    /**
     * Returns one probability for each whole frame in {@code samples}, which must be a multiple of
     * {@link #FRAME_SAMPLES} long; the caller zero-fills the last frame of a recording.
     *
     * @throws DetectorException if it cannot go on with this recording; {@link #reset} it for another
     */
    float[] probabilities(float[] samples) throws DetectorException;

    /** Forgets everything heard, ready for another recording. */
    void reset();

    @Override
    void close();
}
