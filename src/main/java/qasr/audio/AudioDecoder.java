package qasr.audio;

import java.util.OptionalInt;

/** Opens a recording of any container and codec as a stream of 16 kHz samples. */
public interface AudioDecoder {
    /** Opens {@code input} with all its channels mixed to one, as {@link #open(AudioInput, OptionalInt, Channels)}. */
    default AudioStream open(AudioInput input, OptionalInt track) throws AudioException {
        return open(input, track, Channels.MIX);
    }

    /**
     * Opens {@code input}.
     *
     * @param track the audio track to decode, 1 for the first; empty for the container's default track
     * @throws AudioException if the input cannot be read, is not a media file, or has no such audio track or channel
     */
    AudioStream open(AudioInput input, OptionalInt track, Channels channels) throws AudioException;
}
