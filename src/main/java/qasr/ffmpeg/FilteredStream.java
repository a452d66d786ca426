package qasr.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.audio.SoundFilter;
import qasr.transcript.Treatment;
import qasr.transcript.Warning;

/**
 * Sound after one filter. The filter's delay is taken out: as many samples as it delays are dropped at the beginning, and as
 * many zeros follow the end. If reading fails, the sound before is filtered and returned first.
 */
final class FilteredStream implements AudioStream {
    private static final int BLOCK_SAMPLES = 4096;

    private final AudioStream sound;
    private final SoundFilter filter;
    private final FilterGraph graph;
    private final Optional<NoiseFloor> floor;
    private final int delay;
    private final float[] block = new float[BLOCK_SAMPLES];
    private final SampleQueue ready = new SampleQueue();
    private Optional<AudioException> failure = Optional.empty();
    private boolean finished;
    private long read;
    private long filtered;
    private double powerBefore;
    private double powerAfter;

    /** Creates sound that owns {@code sound}. */
    FilteredStream(AudioStream sound, SoundFilter filter, FilterText text) {
        this.sound = sound;
        this.filter = filter;
        delay = text.delaySamples();
        graph = new FilterGraph(text.name(), text.options(), this::take);
        floor = text.followsNoise() ? Optional.of(new NoiseFloor(graph)) : Optional.empty();
    }

    @Override
    public int read(float[] buffer, int offset, int length) throws AudioException {
        while (ready.isEmpty()) {
            if (finished) {
                if (failure.isPresent()) {
                    throw failure.get();
                }
                return -1;
            }
            advance();
        }
        return ready.take(buffer, offset, length);
    }

    private void advance() {
        int count = -1;
        try {
            count = sound.read(block, 0, block.length);
        } catch (AudioException e) {
            failure = Optional.of(e);
        }
        if (count < 0) {
            finish();
            return;
        }
        for (int i = 0; i < count; i++) {
            powerBefore += block[i] * (double) block[i];
        }
        read += count;
        if (floor.isPresent()) {
            floor.get().push(block, 0, count);
        } else {
            graph.push(block, 0, count);
        }
    }

    private void finish() {
        finished = true;
        if (read == 0) {
            return;
        }
        floor.ifPresent(NoiseFloor::finish);
        if (delay > 0) {
            graph.push(new float[delay], 0, delay);
        }
        graph.finish();
        if (filtered < delay + read) { // a change of rate and back may round the last one off
            take(new float[(int) (delay + read - filtered)]);
        }
    }

    /** Takes the part of {@code samples} that is in the recording. */
    private void take(float[] samples) {
        int from = (int) Math.min(samples.length, Math.max(0, delay - filtered));
        int to = (int) Math.max(from, Math.min(samples.length, delay + read - filtered));
        filtered += samples.length;
        float[] part = new float[to - from];
        for (int i = 0; i < part.length; i++) {
            float sample = samples[from + i];
            part[i] = Float.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0;
            powerAfter += part[i] * (double) part[i];
        }
        ready.add(part);
    }

    @Override
    public OptionalLong expectedSamples() {
        return sound.expectedSamples();
    }

    @Override
    public AudioFormat format() {
        return sound.format();
    }

    @Override
    public List<Warning> warnings() {
        return sound.warnings();
    }

    @Override
    public List<Treatment> treatments() {
        List<Treatment> all = new ArrayList<>(sound.treatments());
        all.add(FilterText.treatment(filter, powerBefore > 0 ? Math.max(0, 1 - powerAfter / powerBefore) : 0));
        return all;
    }

    @Override
    public void close() {
        graph.close();
        sound.close();
    }
}
