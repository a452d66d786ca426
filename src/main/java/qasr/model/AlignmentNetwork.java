package qasr.model;

import qasr.audio.Waveform;

/**
 * The loaded network of a forced aligner. It owns native memory and must be closed. One call at a time.
 *
 * <p>It reads sound and words at once and generates nothing: at each timestamp token of the prompt it gives the class of a
 * time, see {@link AlignerConfig#classMillis}.
 */
public interface AlignmentNetwork extends AutoCloseable {
    /**
     * Returns the number of positions that {@code prompt} and {@code waveform} take: {@link TextDecoderConfig#maxPositions} is
     * the limit.
     */
    int positions(Waveform waveform, Prompt prompt);

    /**
     * Returns the likeliest class at each timestamp token after the audio, in order. Computes everything in one pass;
     * nothing is kept for the next call.
     *
     * @param waveform mono sound at 16 kHz, at least {@link ModelInput#SHORTEST_SAMPLES}; silence is no error
     * @throws ModelException if the network's numbers are not finite
     * @throws IllegalArgumentException if the waveform is too short or not finite, or there are too many {@link #positions}
     */
    int[] classes(Waveform waveform, Prompt prompt) throws ModelException;

    @Override
    void close();
}
