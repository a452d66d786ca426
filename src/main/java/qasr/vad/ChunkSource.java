package qasr.vad;

import java.util.Optional;
import qasr.audio.AudioException;

/** Hands out a recording's chunks in order, reading and holding only as much of it as the next chunk needs. */
public interface ChunkSource {
    /** Returns the next chunk, or empty when the recording has ended. */
    Optional<Chunk> next() throws AudioException;

    /** Returns how many samples of the recording have been read so far. */
    long samplesRead();

    /** Returns what the recording sounds like between the chunks, as far as it has been read. */
    Backdrop backdrop();

    /** Tells whether chunks lie where someone speaks, and are not just all of the recording. */
    default boolean detectsSpeech() {
        return true;
    }
}
