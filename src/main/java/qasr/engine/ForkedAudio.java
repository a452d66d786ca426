package qasr.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.transcript.Treatment;

/**
 * An audio stream with a branch: the same samples after a filter, for the speech detector. The samples that one of them has
 * read and the other has not are kept; both are read at about the same pace, so these are few. Nothing is kept before the
 * branch exists.
 */
final class ForkedAudio extends ForwardedAudio {
    private final UnaryOperator<AudioStream> filter;
    private final FloatQueue own = new FloatQueue();
    private final FloatQueue others = new FloatQueue();
    private Optional<AudioStream> branch = Optional.empty();
    private Optional<AudioException> failure = Optional.empty();
    private boolean ended;
    private boolean chunksFiltered;

    /**
     * Creates a stream of {@code sound}, which it owns.
     *
     * @param filter returns its argument with a filter
     */
    ForkedAudio(AudioStream sound, UnaryOperator<AudioStream> filter) {
        super(sound);
        this.filter = filter;
    }

    /** Returns the filtered samples, from the position that this stream has now. It is closed with this stream. */
    AudioStream branch() {
        if (branch.isEmpty()) {
            branch = Optional.of(filter.apply(new Branch()));
        }
        return branch.get();
    }

    /** Returns one chunk after the filter, without the sound before it. */
    Waveform filtered(Waveform chunk) {
        chunksFiltered = true;
        FloatQueue whole = new FloatQueue();
        float[] samples = chunk.toArray();
        whole.add(samples, samples.length);
        float[] filtered = new float[samples.length];
        try (AudioStream one = filter.apply(new OneChunk(whole))) {
            int done = 0;
            while (done < filtered.length) {
                done += one.read(filtered, done, filtered.length - done);
            }
        } catch (AudioException e) {
            throw new IllegalStateException(e); // an array can be read to its end
        }
        return Waveform.of(filtered);
    }

    /** Reads a stream of one channel: {@code InputOptions} refuses the filter for several. */
    @Override
    public int read(float[][] buffers, int offset, int length) throws AudioException {
        if (branch.isEmpty()) {
            return behind().read(buffers, offset, length);
        }
        return read(own, others, buffers[0], offset, length);
    }

    private int read(FloatQueue mine, FloatQueue other, float[] buffer, int offset, int length) throws AudioException {
        if (!mine.isEmpty()) {
            return mine.take(buffer, offset, length);
        }
        if (!ended) {
            int count = next(buffer, offset, length);
            if (count > 0) {
                other.add(Arrays.copyOfRange(buffer, offset, offset + count), count);
                return count;
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return -1;
    }

    private int next(float[] buffer, int offset, int length) {
        try {
            int count = behind().read(buffer, offset, length);
            ended = count < 0;
            return count;
        } catch (AudioException e) {
            ended = true;
            failure = Optional.of(e); // both readers get the samples before it, then the failure
            return -1;
        }
    }

    @Override
    public List<Treatment> treatments() {
        List<Treatment> all = new ArrayList<>(super.treatments());
        branch.ifPresent(sound -> all.addAll(sound.treatments()));
        if (branch.isEmpty()) {
            all.add(Treatment.of(
                    chunksFiltered ? Treatment.Kind.DENOISE_DETECTOR : Treatment.Kind.DENOISE_UNUSED, Map.of()));
        }
        return all;
    }

    @Override
    public void close() {
        branch.ifPresent(AudioStream::close);
        super.close();
    }

    /** The samples for the filter of the branch. */
    private class Branch extends SoundBranch {
        Branch() {
            super(behind());
        }

        @Override
        public int read(float[] buffer, int offset, int length) throws AudioException {
            return ForkedAudio.this.read(others, own, buffer, offset, length);
        }
    }

    /** The samples of one chunk. */
    private final class OneChunk extends Branch {
        private final FloatQueue samples;

        OneChunk(FloatQueue samples) {
            this.samples = samples;
        }

        @Override
        public int read(float[] buffer, int offset, int length) {
            return samples.isEmpty() ? -1 : samples.take(buffer, offset, length);
        }
    }
}
