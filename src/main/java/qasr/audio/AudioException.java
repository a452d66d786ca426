package qasr.audio;

import java.io.IOException;

/** A recording that cannot be read or decoded. The message says what is wrong and what to do, without the file's name. */
public final class AudioException extends IOException {
    private final boolean headerless;

    public AudioException(String message) {
        super(message);
        headerless = false;
    }

    public AudioException(String message, Throwable cause) {
        super(message, cause);
        headerless = false;
    }

    private AudioException(String message, boolean headerless) {
        super(message);
        this.headerless = headerless;
    }

    /** Returns the exception for sound without a header, which can be decoded if the user names the encoding. */
    public static AudioException withoutHeader() {
        return new AudioException("has no header that says how it is encoded", true);
    }

    /** Returns whether the recording could be decoded if the user named its encoding. */
    public boolean isHeaderless() {
        return headerless;
    }
}
