package qasr.engine;

import java.util.OptionalLong;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.transcribe.Times;

/**
 * The selected time range of an audio stream. Samples before the range are decoded and discarded, which is exact and
 * also works for a pipe.
 */
final class ExcerptAudio extends ForwardedAudio {
    private static final int SKIPPED_AT_ONCE = 1 << 16;

    private final SampleRange range;
    private long position;

    /**
     * Creates a stream of the samples of {@code whole} that are in {@code range}. An end of {@link Long#MAX_VALUE}
     * means the end of the stream.
     */
    ExcerptAudio(AudioStream whole, SampleRange range) {
        super(whole);
        this.range = range;
    }

    @Override
    public int read(float[][] buffers, int offset, int length) throws AudioException {
        skip();
        long left = range.end() - position;
        if (left <= 0) {
            return -1;
        }
        int count = behind().read(buffers, offset, (int) Math.min(length, left));
        position += Math.max(0, count);
        return count;
    }

    private void skip() throws AudioException {
        if (position >= range.start()) {
            return;
        }
        float[][] skipped = new float[channels()][SKIPPED_AT_ONCE];
        while (position < range.start()) {
            int count = behind().read(skipped, 0, (int) Math.min(SKIPPED_AT_ONCE, range.start() - position));
            if (count < 0) {
                throw new AudioException("ends at " + Times.text(Times.of(position)) + ", before --start "
                        + Times.text(Times.of(range.start())));
            }
            position += count;
        }
        restart();
    }

    @Override
    public OptionalLong expectedSamples() {
        OptionalLong expected = behind().expectedSamples();
        return expected.isPresent()
                ? OptionalLong.of(Math.min(range.end(), expected.getAsLong()))
                : OptionalLong.empty();
    }
}
