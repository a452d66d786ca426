package qasr.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.audio.SoundFilter;
import qasr.ffmpeg.FfmpegFilters;
import qasr.transcript.Warning;

class FilteredChannelsTest {
    private static final int SAMPLES = 30_011;

    /** Two channels of noise, read in blocks of random lengths, which may fail at the end. */
    private static final class TwoChannels implements AudioStream {
        private final float[][] sound = new float[2][SAMPLES];
        private final Random blocks = new Random(5);
        private final boolean fails;
        private int position;

        TwoChannels(boolean fails) {
            this.fails = fails;
            Random random = new Random(3);
            for (int i = 0; i < SAMPLES; i++) {
                sound[0][i] = (float) (0.2 * random.nextGaussian());
                sound[1][i] = (float) (0.1 * random.nextGaussian());
            }
        }

        @Override
        public int channels() {
            return 2;
        }

        @Override
        public int read(float[][] buffers, int offset, int length) throws AudioException {
            if (position == SAMPLES) {
                if (fails) {
                    throw new AudioException("is damaged");
                }
                return -1;
            }
            int count = Math.min(1 + blocks.nextInt(length), SAMPLES - position);
            for (int channel = 0; channel < 2; channel++) {
                System.arraycopy(sound[channel], position, buffers[channel], offset, count);
            }
            position += count;
            return count;
        }

        @Override
        public int read(float[] buffer, int offset, int length) {
            throw new IllegalStateException("one channel of two");
        }

        @Override
        public OptionalLong expectedSamples() {
            return OptionalLong.empty();
        }

        @Override
        public AudioFormat format() {
            return new AudioFormat("pcm", 16_000, 2);
        }

        @Override
        public List<Warning> warnings() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    @Test
    void eachChannelIsFilteredAsIfItWereAlone() throws Exception {
        float[][] together = readAll(filtered(new TwoChannels(false)), 2);
        for (int channel = 0; channel < 2; channel++) {
            assertEquals(SAMPLES, together[channel].length);
            float[] alone = readAll(
                    new FfmpegFilters().filtered(new OneOf(new TwoChannels(false).sound[channel]), HIGH_PASS), 1)[0];
            assertArrayEquals(alone, together[channel], "channel " + channel);
        }
    }

    @Test
    void aFailureComesAfterTheSamplesBeforeIt() throws Exception {
        List<Integer> counts = new ArrayList<>();
        try (AudioStream sound = filtered(new TwoChannels(true))) {
            float[][] buffers = new float[2][1000];
            assertThrows(AudioException.class, () -> {
                while (true) {
                    counts.add(sound.read(buffers, 0, 1000));
                }
            });
        }
        assertEquals(SAMPLES, counts.stream().mapToInt(Integer::intValue).sum());
    }

    private static final SoundFilter HIGH_PASS = new SoundFilter.HighPass(100);

    private static AudioStream filtered(AudioStream sound) {
        return new FilteredChannels(sound, one -> new FfmpegFilters().filtered(one, HIGH_PASS));
    }

    private static float[][] readAll(AudioStream stream, int channels) throws AudioException {
        try (stream) {
            float[][] all = new float[channels][0];
            float[][] block = new float[channels][777];
            int count = stream.read(block, 0, 777);
            while (count > 0) {
                for (int channel = 0; channel < channels; channel++) {
                    int before = all[channel].length;
                    all[channel] = Arrays.copyOf(all[channel], before + count);
                    System.arraycopy(block[channel], 0, all[channel], before, count);
                }
                count = stream.read(block, 0, 777);
            }
            return all;
        }
    }

    /** Given samples. */
    private static final class OneOf implements AudioStream {
        private final float[] samples;
        private int position;

        OneOf(float[] samples) {
            this.samples = samples;
        }

        @Override
        public int read(float[] buffer, int offset, int length) {
            int count = Math.min(length, samples.length - position);
            System.arraycopy(samples, position, buffer, offset, count);
            position += count;
            return count == 0 ? -1 : count;
        }

        @Override
        public OptionalLong expectedSamples() {
            return OptionalLong.empty();
        }

        @Override
        public AudioFormat format() {
            return new AudioFormat("pcm", 16_000, 1);
        }

        @Override
        public List<Warning> warnings() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
