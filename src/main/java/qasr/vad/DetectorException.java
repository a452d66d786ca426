package qasr.vad;

/** A failure of the speech detector in a recording. The message says why. */
public final class DetectorException extends Exception {
    public DetectorException(String message) {
        super(message);
    }
}
