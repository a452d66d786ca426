package qasr.audio;

/** Filters decoded sound and measures its level. */
public interface SoundFilters {
    /**
     * Returns {@code sound} after {@code filter}: the same number of samples, each at the same position. Closing it closes
     * {@code sound}. {@link AudioStream#treatments} tells what the filter did.
     */
    AudioStream filtered(AudioStream sound, SoundFilter filter);

    /**
     * Reads {@code sound} to its end and returns its level. If reading fails, the level is that of the sound before.
     *
     * @throws AudioException if the thread is interrupted
     */
    ProgrammeLoudness level(AudioStream sound) throws AudioException;
}
