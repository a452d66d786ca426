package qasr.vad;

import java.util.Optional;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/**
 * The part of a recording that is still needed. When reading fails the recording ends there, so that what was heard is
 * not lost; the failure is kept for {@link #throwFailure}.
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

    /** Reads on until the sample before {@code position} is there or the recording ends. */
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

    /** Returns how many samples have been read; the recording's length once it has ended. */
    long length() {
        return samples.end();
    }

    /** Returns how many samples are in memory. */
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

    /** Throws what ended the recording early, if anything did. */
    void throwFailure() throws AudioException {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
