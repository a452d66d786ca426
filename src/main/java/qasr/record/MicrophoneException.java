package qasr.record;

/** No microphone, or one that cannot record. The message says what is wrong and what to do. */
public final class MicrophoneException extends Exception {
    private static final long serialVersionUID = 1L;

    public MicrophoneException(String message) {
        super(message);
    }

    public MicrophoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
