package qasr.natives;

import java.io.IOException;
import java.nio.file.Path;

/** Libraries cannot be unpacked: the disk is full, or a jar is damaged or missing. */
public final class LibraryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private final transient IOException reason;

    LibraryException(Path folder, IOException reason) {
        super("native libraries cannot be unpacked into " + folder + ": " + reason.getMessage(), reason);
        this.folder = folder.toString();
        this.reason = reason;
    }

    /** Returns where they were to go. */
    public String folder() {
        return folder;
    }

    /** Returns what went wrong. */
    public IOException reason() {
        return reason;
    }
}
