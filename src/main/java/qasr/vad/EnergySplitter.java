package qasr.vad;

import java.util.List;
import java.util.Optional;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/**
 * Splits a recording into chunks without asking where speech is, as the published model's own code does: all of it, cut
 * at the quietest sample of the quietest 100 ms within five seconds of the limit. The chunks adjoin and together are
 * the recording. A chunk may exceed the limit by up to those five seconds.
 *
 * <p>When reading fails, the chunks of what was read before are still handed out; then {@link #next} throws.
 */
public final class EnergySplitter implements ChunkSource {
    /**
     * How a recording is cut, in samples: {@code search} to both sides of {@code max}, for the quietest {@code window}.
     */
    record Rule(long max, long search, int window) {
        /**
         * Returns the reference's rule, ±5 s and 100 ms, with one change: the search goes no further back than half of
         * {@code max}, which otherwise would allow a chunk of a single sample below ten seconds.
         */
        static Rule upTo(long max) {
            return new Rule(max, Math.min(5L * Waveform.SAMPLE_RATE, max / 2), Waveform.SAMPLE_RATE / 10);
        }
    }

    private final Sound sound;
    private final Rule rule;
    private long start;

    /** Splits what {@code stream} gives, which stays the caller's to close. */
    public EnergySplitter(AudioStream stream, ChunkOptions options) {
        this(stream, Rule.upTo(options.maxChunkSamples()));
    }

    EnergySplitter(AudioStream stream, Rule rule) {
        this.sound = new Sound(stream);
        this.rule = rule;
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        sound.dropBefore(start);
        // One more than the longest chunk: whether the rest fits is known when it does not.
        sound.readUpTo(start + rule.max + Math.max(1, rule.search));
        long end = sound.length() - start > rule.max ? boundary() : sound.length();
        if (end == start) {
            sound.throwFailure();
            return Optional.empty();
        }
        SampleRange range = new SampleRange(start, end);
        start = end;
        return Optional.of(new Chunk(range, sound.waveform(range), List.of(range)));
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

    /** Returns how many samples are in memory. */
    long samplesHeld() {
        return sound.held();
    }

    private long boundary() {
        long cut = start + rule.max;
        long left = Math.max(start, cut - rule.search);
        long right = Math.min(sound.length(), cut + rule.search);
        long boundary = right - left <= rule.window ? cut : left + quietest(new Loudness(sound.copy(left, right)));
        return Math.max(start + 1, Math.min(boundary, sound.length()));
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
