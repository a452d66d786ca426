package qasr.model;

import qasr.audio.Waveform;

/** The part of a network that turns sound into embeddings, without the text decoder. */
public interface SoundEncoder {
    /**
     * Returns the embeddings of {@code waveform}, {@code [audio tokens][output width]}. May be called on any thread
     * that is not the network's own.
     *
     * @throws IllegalArgumentException if the waveform is empty, contains only zeros or is not finite
     */
    float[][] encode(Waveform waveform);
}
