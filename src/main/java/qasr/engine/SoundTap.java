package qasr.engine;

import qasr.audio.AudioException;
import qasr.audio.AudioStream;

/** Receives the samples of a recording as they are read. */
@FunctionalInterface
public interface SoundTap {
    /** Receives the next {@code length} samples, which start at {@code offset} of {@code buffer}. */
    void hear(float[] buffer, int offset, int length);

    /** Returns {@code stream}, whose samples {@code tap} receives, too; of several channels those of the first. */
    static AudioStream on(AudioStream stream, SoundTap tap) {
        return new ForwardedAudio(stream) {
            @Override
            public int read(float[][] buffers, int offset, int length) throws AudioException {
                int count = behind().read(buffers, offset, length);
                if (count > 0) {
                    tap.hear(buffers[0], offset, count);
                }
                return count;
            }
        };
    }
}
