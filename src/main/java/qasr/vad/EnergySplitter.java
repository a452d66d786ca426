package qasr.vad;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.Channels;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/**
 * Splits a whole recording into adjoining chunks without speech detection, as the published model's own code does. It
 * cuts at the quietest sample of the quietest 100 ms within five seconds of the limit. So a chunk may exceed the limit
 * by up to five seconds. The channels of a recording that is split are cut at the same places; a channel without any
 * sound there has no chunk.
 *
 * <p>If reading fails, {@link #next} first returns the chunks of the audio before, then throws.
 */
public final class EnergySplitter implements ChunkSource {
    /**
     * The rule for cuts, in samples: the quietest {@code window} within {@code search} on both sides of {@code max}.
     */
    record Rule(long max, long search, int window) {
        /**
         * Returns the reference's rule, ±5 s and 100 ms, with one change: the search goes back at most half of {@code
         * max}. Without this change, a {@code max} below ten seconds would allow chunks of one sample.
         */
        static Rule upTo(long max) {
            return new Rule(max, Math.min(5L * Waveform.SAMPLE_RATE, max / 2), Waveform.SAMPLE_RATE / 10);
        }
    }

    private final Sound sound;
    private final Rule rule;
    /** The chunks of all channels at the same place. */
    private final Deque<Chunk> ready = new ArrayDeque<>();

    private long start;

    /** Creates a splitter of {@code stream}, which the caller closes. */
    public EnergySplitter(AudioStream stream, ChunkOptions options) {
        this(stream, Rule.upTo(options.maxChunkSamples()));
    }

    EnergySplitter(AudioStream stream, Rule rule) {
        this.sound = new Sound(stream);
        this.rule = rule;
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        // A loop, because a recording may be silent for hours.
        while (ready.isEmpty()) {
            sound.dropBefore(start);
            // One more than the longest chunk, to know whether the rest fits.
            sound.readUpTo(start + rule.max + Math.max(1, rule.search));
            long end = sound.length() - start > rule.max ? boundary() : sound.length();
            if (end == start) {
                sound.throwFailure();
                return Optional.empty();
            }
            add(new SampleRange(start, end));
            start = end;
        }
        return Optional.of(ready.remove());
    }

    private void add(SampleRange range) {
        if (sound.channels() == 1) {
            ready.add(new Chunk(range, sound.waveform(range), List.of(range)));
            return;
        }
        for (int channel = 0; channel < sound.channels(); channel++) {
            Waveform samples = sound.waveform(channel, range);
            if (!isSilent(samples)) {
                String speaker = Channels.name(channel + 1, sound.channels());
                ready.add(OwnGain.applied(
                        new Chunk(range, samples, List.of(range), speaker, String.valueOf(channel + 1))));
            }
        }
    }

    private static boolean isSilent(Waveform samples) {
        for (int i = 0; i < samples.length(); i++) {
            if (samples.sample(i) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean detectsSpeech() {
        return false;
    }

    @Override
    public long samplesRead() {
        return sound.length();
    }

    @Override
    public Backdrop backdrop() {
        return sound.backdrop();
    }

    /** Returns the number of samples in memory. */
    long samplesHeld() {
        return sound.held();
    }

    private long boundary() {
        long cut = start + rule.max;
        long left = Math.max(start, cut - rule.search);
        long right = Math.min(sound.length(), cut + rule.search);
        long boundary = right - left <= rule.window ? cut : left + quietest(new Loudness(loudest(left, right)));
        return Math.max(start + 1, Math.min(boundary, sound.length()));
    }

    /** Returns the samples of the channel that is loudest at each moment, so that none is cut in a word. */
    private float[] loudest(long from, long to) {
        float[] loudest = sound.copy(from, to);
        for (int channel = 1; channel < sound.channels(); channel++) {
            float[] samples = sound.copy(channel, from, to);
            for (int i = 0; i < samples.length; i++) {
                loudest[i] = Math.abs(samples[i]) > Math.abs(loudest[i]) ? samples[i] : loudest[i];
            }
        }
        return loudest;
    }

    private int quietest(Loudness loudness) {
        int first = 0;
        for (int at = 1; at + rule.window <= loudness.length(); at++) {
            if (loudness.sum(at, at + rule.window) < loudness.sum(first, first + rule.window)) {
                first = at;
            }
        }
        int quietest = first;
        for (int at = first + 1; at < first + rule.window; at++) {
            if (loudness.at(at) < loudness.at(quietest)) {
                quietest = at;
            }
        }
        return quietest;
    }
}
