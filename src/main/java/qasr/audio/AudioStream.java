package qasr.audio;

import java.util.List;
import java.util.OptionalLong;
import qasr.transcript.Warning;

/** A recording being decoded: samples in [-1, 1] at 16 kHz mono, in order, in bounded memory. Not thread-safe. */
public interface AudioStream extends AutoCloseable {
    /**
     * Reads up to {@code length} samples.
     *
     * @return the number of samples read, at least 1, or -1 at the end
     * @throws AudioException if nothing more can be decoded and what came before is not the whole recording either
     */
    int read(float[] buffer, int offset, int length) throws AudioException;

    /** Returns what the container says its length is, in samples at 16 kHz: good for progress, not for cutting. */
    OptionalLong expectedSamples();

    /** Returns codec, rate and channels as found. */
    AudioFormat format();

    /** Returns what was wrong with the recording so far; empty if nothing. */
    List<Warning> warnings();

    @Override
    void close();
}
