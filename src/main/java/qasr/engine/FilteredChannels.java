package qasr.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.transcript.Treatment;

/**
 * A recording with several channels after a filter, which each channel has for itself. All channels are read together, so
 * only a block of each waits for the others.
 */
final class FilteredChannels extends ForwardedAudio {
    private static final int BLOCK_SAMPLES = 4096;

    private final List<FloatQueue> waiting = new ArrayList<>();
    private final List<AudioStream> filtered = new ArrayList<>();
    private final float[][] block;
    private Optional<AudioException> failure = Optional.empty();
    private boolean ended;

    /**
     * Creates a stream of {@code sound}, which it owns.
     *
     * @param filter returns its argument, one channel, with the filter: as many samples, at the same positions
     */
    FilteredChannels(AudioStream sound, UnaryOperator<AudioStream> filter) {
        super(sound);
        block = new float[sound.channels()][BLOCK_SAMPLES];
        for (int channel = 0; channel < block.length; channel++) {
            waiting.add(new FloatQueue());
            filtered.add(filter.apply(new OneChannel(channel)));
        }
    }

    @Override
    public int read(float[][] buffers, int offset, int length) throws AudioException {
        int count = filtered.get(0).read(buffers[0], offset, length);
        for (int channel = 1; channel < buffers.length && count > 0; channel++) {
            fill(filtered.get(channel), buffers[channel], offset, count);
        }
        return count;
    }

    private static void fill(AudioStream one, float[] buffer, int offset, int count) throws AudioException {
        int done = 0;
        while (done < count) {
            int more = one.read(buffer, offset + done, count - done);
            if (more < 0) {
                Arrays.fill(buffer, offset + done, offset + count, 0f); // a filter that returned fewer samples
                return;
            }
            done += more;
        }
    }

    private void advance() {
        try {
            int count = behind().read(block, 0, BLOCK_SAMPLES);
            ended = count < 0;
            for (int channel = 0; channel < block.length && count > 0; channel++) {
                waiting.get(channel).add(block[channel], count);
            }
        } catch (AudioException e) {
            ended = true;
            failure = Optional.of(e); // each channel gets the samples before it, then the failure
        }
    }

    /** Returns what was done before, and what this filter did to the first channel. */
    @Override
    public List<Treatment> treatments() {
        List<Treatment> all = new ArrayList<>(super.treatments());
        all.addAll(filtered.get(0).treatments());
        return all;
    }

    @Override
    public void close() {
        filtered.forEach(AudioStream::close);
        super.close();
    }

    private final class OneChannel extends SoundBranch {
        private final FloatQueue samples;

        OneChannel(int channel) {
            super(behind());
            samples = waiting.get(channel);
        }

        @Override
        public int read(float[] buffer, int offset, int length) throws AudioException {
            while (samples.isEmpty() && !ended) {
                advance();
            }
            if (!samples.isEmpty()) {
                return samples.take(buffer, offset, length);
            }
            if (failure.isPresent()) {
                throw failure.get();
            }
            return -1;
        }
    }
}
