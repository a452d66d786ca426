package qasr.transcribe;

import java.io.Closeable;
import java.io.IOException;
import qasr.audio.AudioStream;
import qasr.vad.ChunkSource;

/**
 * One recording, opened.
 *
 * @param source what the user called it
 * @param audio its sound, closed with the recording
 * @param chunks cuts {@code audio}
 * @param below what {@code audio} reads from, closed after it
 */
public record Recording(String source, AudioStream audio, ChunkSource chunks, Closeable below)
        implements AutoCloseable {
    /** Makes one whose audio stands for itself. */
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
