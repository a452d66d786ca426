package qasr.vad;

/** A speech detector that cannot go on with a recording. The message says why. */
public final class DetectorException extends Exception {
    public DetectorException(String message) {
        super(message);
    }
}
