package qasr.audio;

import java.util.OptionalInt;

/** Opens encoded sound of any container and codec as a stream of 16 kHz mono samples. */
public interface AudioDecoder {
    /**
     * Opens {@code input}.
     *
     * @param track the audio track to take, 1 for the first, or empty for the one the container prefers
     * @throws AudioException if it cannot be read, is not media, or has no such audio track
     */
    AudioStream open(AudioInput input, OptionalInt track) throws AudioException;
}
