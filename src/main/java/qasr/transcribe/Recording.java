package qasr.transcribe;

import java.io.Closeable;
import java.io.IOException;
import qasr.audio.AudioStream;
import qasr.vad.ChunkSource;

/**
 * An open recording.
 *
 * @param source the name that the user gave
 * @param audio its audio, closed with the recording
 * @param chunks the chunks of {@code audio}
 * @param below the input of {@code audio}, closed after it
 */
public record Recording(String source, AudioStream audio, ChunkSource chunks, Closeable below)
        implements AutoCloseable {
    /** Creates a recording without an input to close. */
    public Recording(String source, AudioStream audio, ChunkSource chunks) {
        this(source, audio, chunks, () -> {});
    }

    @Override
    public void close() throws IOException {
        try (below) {
            audio.close();
        }
    }
}
