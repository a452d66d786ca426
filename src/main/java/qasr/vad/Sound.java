package qasr.vad;

import java.util.ArrayList;
import java.util.List;
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
    private final float[][] block;
    private final List<FloatWindow> channels = new ArrayList<>();
    private final List<Backdrop> backdrops = new ArrayList<>();
    private final Backdrop all = new Backdrop();
    private Optional<AudioException> failure = Optional.empty();
    private boolean ended;

    Sound(AudioStream stream) {
        this.stream = stream;
        block = new float[stream.channels()][READ_SAMPLES];
        for (int channel = 0; channel < block.length; channel++) {
            channels.add(new FloatWindow());
            backdrops.add(new Backdrop());
        }
    }

    /** Returns how many channels are read together. */
    int channels() {
        return block.length;
    }

    /** Returns the index of the channel that places call {@code number}; a stream of one channel has only that one. */
    int index(String number) {
        return channels() == 1 || number.isEmpty() ? 0 : Math.min(channels(), Integer.parseInt(number)) - 1;
    }

    /** Reads until the sample before {@code position} or the end of the recording. */
    void readUpTo(long position) {
        while (!ended && length() < position) {
            int count = read((int) Math.min(READ_SAMPLES, position - length()));
            if (count < 0) {
                ended = true;
                return;
            }
            for (int channel = 0; channel < channels(); channel++) {
                channels.get(channel).append(block[channel], 0, count);
                backdrops.get(channel).accept(block[channel], 0, count);
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
        return channels.get(0).end();
    }

    /** Returns the position of the first sample in memory. */
    long start() {
        return channels.get(0).start();
    }

    /** Returns the number of samples of each channel in memory. */
    long held() {
        return length() - start();
    }

    /** Returns what is heard where nobody speaks: in the loudest channel, if there are several. */
    Backdrop backdrop() {
        return channels() == 1 ? backdrops.get(0) : all.loudestOf(backdrops);
    }

    /** Measures speech of one channel: one contiguous piece. */
    void acceptSpeech(int channel, float[] samples) {
        backdrops.get(channel).acceptSpeech(samples, 0, samples.length);
    }

    /** Adds the probability of the VAD frame of one channel at {@code position}. */
    void acceptProbability(int channel, long position, float probability, float threshold) {
        backdrops.get(channel).acceptProbability(position, probability, threshold);
    }

    boolean ended() {
        return ended;
    }

    void dropBefore(long position) {
        channels.forEach(samples -> samples.dropBefore(position));
    }

    float[] copy(long start, long end) {
        return copy(0, start, end);
    }

    float[] copy(int channel, long start, long end) {
        return channels.get(channel).copy(start, end);
    }

    /** Returns samples of one channel; zeros where there are none (yet), before the first and after the last. */
    float[] padded(int channel, long start, long end) {
        float[] padded = new float[Math.toIntExact(end - start)];
        long from = Math.max(start, start());
        long to = Math.min(end, length());
        if (from < to) {
            System.arraycopy(copy(channel, from, to), 0, padded, (int) (from - start), (int) (to - from));
        }
        return padded;
    }

    Waveform waveform(SampleRange range) {
        return waveform(0, range);
    }

    Waveform waveform(int channel, SampleRange range) {
        return Waveform.of(copy(channel, range.start(), range.end()));
    }

    /** Throws the failure that ended the recording early, if there was one. */
    void throwFailure() throws AudioException {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
