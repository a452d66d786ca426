package qasr.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.model.Stage;
import qasr.model.StageTimes;

/**
 * An audio stream that measures its reading time and reports its read position. The position drives the progress
 * display, also during an hour of silence. It stops at once for a thread that is interrupted. Only {@link AudioSelection} creates
 * one.
 */
public final class MeteredAudio extends ForwardedAudio {
    /** How often the expected length is asked for, in samples: each request calls into FFmpeg. */
    private static final int LOOK_SAMPLES = 5 * Waveform.SAMPLE_RATE;

    /** Receives the read position and the expected length of the recording, in samples. */
    @FunctionalInterface
    public interface Watcher {
        void read(long position, OptionalLong expected);
    }

    /** Receives the samples that were read: the mean of the channels. */
    @FunctionalInterface
    public interface Tap {
        void read(float[] samples, int offset, int count);
    }

    private final Watcher watcher;
    private final StageTimes times;
    private Optional<Tap> tap = Optional.empty();
    private OptionalLong expected = OptionalLong.empty();
    private long position;
    private long looked;
    private long nanos;

    /**
     * Wraps {@code stream}.
     *
     * @param start the position in the recording of the first sample that is read, in samples
     * @param watcher called after each read
     */
    MeteredAudio(AudioStream stream, long start, Watcher watcher, StageTimes times) {
        super(stream);
        this.position = start;
        this.watcher = watcher;
        this.times = times;
    }

    /** Sets a receiver of all samples from now on. */
    public void tap(Tap receiver) {
        tap = Optional.of(receiver);
    }

    /** Returns the sound that the speech detector hears, if it is not this one. */
    public Optional<AudioStream> heard() {
        return behind() instanceof ForkedAudio fork ? Optional.of(fork.branch()) : Optional.empty();
    }

    /** Returns the function from a chunk to what the speech detector hears of it. */
    UnaryOperator<Waveform> hearing() {
        return behind() instanceof ForkedAudio fork ? fork::filtered : UnaryOperator.identity();
    }

    /** Returns the time spent reading so far, in nanoseconds. */
    long nanos() {
        return nanos;
    }

    private static float[] mixed(float[][] channels, int offset, int count) {
        float[] mean = Arrays.copyOfRange(channels[0], offset, offset + count);
        for (int channel = 1; channel < channels.length; channel++) {
            for (int i = 0; i < count; i++) {
                mean[i] += channels[channel][offset + i];
            }
        }
        for (int i = 0; i < count && channels.length > 1; i++) {
            mean[i] /= channels.length;
        }
        return mean;
    }

    @Override
    public int read(float[][] buffers, int offset, int length) throws AudioException {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted"); // the run ends, perhaps within an hour of silence
        }
        long start = System.nanoTime();
        try {
            int count = behind().read(buffers, offset, length);
            if (count > 0) {
                position += count;
                if (tap.isPresent()) {
                    tap.get().read(mixed(buffers, offset, count), 0, count);
                }
                if (position - looked >= LOOK_SAMPLES) {
                    expected = behind().expectedSamples();
                    looked = position;
                }
                watcher.read(position, expected);
            }
            return count;
        } finally {
            long elapsed = System.nanoTime() - start;
            nanos += elapsed;
            times.add(Stage.DECODE_AUDIO, elapsed);
        }
    }
}
