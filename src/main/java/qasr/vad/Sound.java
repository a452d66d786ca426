package qasr.vad;

import java.util.Optional;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/**
 * The part of a recording that is still needed. If reading fails, the recording ends there and the audio before is
 * kept; {@link #throwFailure} throws the failure later.
 */
final class Sound {
    private static final int READ_SAMPLES = 8192;

    private final AudioStream stream;
    private final float[] block = new float[READ_SAMPLES];
    private final FloatWindow samples = new FloatWindow();
    private final Backdrop backdrop = new Backdrop();
    private Optional<AudioException> failure = Optional.empty();
    private boolean ended;

    Sound(AudioStream stream) {
        this.stream = stream;
    }

    /** Reads until the sample before {@code position} or the end of the recording. */
    void readUpTo(long position) {
        while (!ended && samples.end() < position) {
            int count = read((int) Math.min(block.length, position - samples.end()));
            if (count < 0) {
                ended = true;
            } else {
                samples.append(block, 0, count);
                backdrop.accept(block, 0, count);
            }
        }
    }

    private int read(int count) {
        try {
            return stream.read(block, 0, count);
        } catch (AudioException e) {
            failure = Optional.of(e);
            return -1;
        }
    }

    /** Returns the number of samples read so far: at the end, the length of the recording. */
    long length() {
        return samples.end();
    }

    /** Returns the number of samples in memory. */
    long held() {
        return samples.end() - samples.start();
    }

    Backdrop backdrop() {
        return backdrop;
    }

    boolean ended() {
        return ended;
    }

    void dropBefore(long position) {
        samples.dropBefore(position);
    }

    float[] copy(long start, long end) {
        return samples.copy(start, end);
    }

    Waveform waveform(SampleRange range) {
        return Waveform.of(copy(range.start(), range.end()));
    }

    /** Throws the failure that ended the recording early, if there was one. */
    void throwFailure() throws AudioException {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
