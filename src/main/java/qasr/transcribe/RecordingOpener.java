package qasr.transcribe;

import java.io.IOException;

/** Opens a recording when its turn has come, on the thread that will read and close it. */
@FunctionalInterface
public interface RecordingOpener {
    /**
     * Opens it.
     *
     * @throws IOException if it is no recording, or cannot be read
     */
    Recording open() throws IOException;
}
