package qasr.audio;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.transcript.Treatment;
import qasr.transcript.Warning;

/**
 * A recording being decoded: samples in [-1, 1] at 16 kHz, in order, in bounded memory. Not thread-safe.
 *
 * <p>Nearly always it is mono. Only a recording that was opened with {@link Channels#SPLIT} may have several channels,
 * which are read together.
 */
public interface AudioStream extends AutoCloseable {
    /** Returns how many channels are read together; 1 unless the recording was opened to be split. */
    default int channels() {
        return 1;
    }

    /**
     * Reads up to {@code length} samples of each channel, at the same times.
     *
     * @param buffers one for each of {@link #channels}
     * @return the number of samples of each channel, at least 1, or -1 at the end
     * @throws AudioException if decoding fails before the end of the recording
     */
    default int read(float[][] buffers, int offset, int length) throws AudioException {
        if (channels() != 1 || buffers.length != 1) {
            throw new IllegalStateException(buffers.length + " buffers for " + channels() + " channels");
        }
        return read(buffers[0], offset, length);
    }

    /**
     * Reads up to {@code length} samples of a stream with one channel.
     *
     * @return the number of samples read, at least 1, or -1 at the end
     * @throws AudioException if decoding fails before the end of the recording
     */
    int read(float[] buffer, int offset, int length) throws AudioException;

    /**
     * Returns the length that the container states, in samples at 16 kHz. It may be wrong: use it for progress only.
     */
    OptionalLong expectedSamples();

    /** Returns the codec, sample rate and channels of the recording. */
    AudioFormat format();

    /** Returns warnings about faults of the recording so far; empty if there are none. */
    List<Warning> warnings();

    /** Returns the measurements of the decoded channels so far; empty if this is no recording's own sound. */
    default Optional<ChannelMeter> channelMeter() {
        return Optional.empty();
    }

    /** Forgets the levels and the faults of the sound that was read so far: it is not in the excerpt that is wanted. */
    default void restart() {}

    /** Returns what filters have done to the sound so far, in order; empty if there are none. */
    default List<Treatment> treatments() {
        return List.of();
    }

    @Override
    void close();
}
