package qasr.transcribe;

import java.io.IOException;

/** Opens a recording when it is next, on the thread that will read and close it. */
@FunctionalInterface
public interface RecordingOpener {
    /**
     * Opens the recording.
     *
     * @throws IOException if the input is no recording, or cannot be read
     */
    Recording open() throws IOException;
}
