package qasr.vad;

import java.util.List;
import java.util.Optional;
import qasr.audio.AudioException;

/** A source of a recording's chunks, in order. It reads and holds only the audio that the next chunk needs. */
public interface ChunkSource {
    /** Returns the next chunk, or empty when the recording has ended. */
    Optional<Chunk> next() throws AudioException;

    /** Returns the number of samples that were read so far. */
    long samplesRead();

    /** Returns the kinds of sound between the chunks, as far as the recording was read. */
    Backdrop backdrop();

    /** Returns whether chunks contain detected speech only, and not the whole recording. */
    default boolean detectsSpeech() {
        return true;
    }

    /** Returns what the user should know about the chunks so far, a sentence each. */
    default List<String> remarks() {
        return List.of();
    }

    /** Returns remarks on the channels of the recording so far, a sentence each. */
    default List<String> channelRemarks() {
        return List.of();
    }
}
